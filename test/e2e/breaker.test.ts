import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../support/exchange-simulator/start-exchange-simulator.ts'
import { recordFallingMarket } from '../support/falling-market.ts'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import { type SeenNotification, watchNotifications } from '../support/notifications.ts'
import { askFromPage } from '../support/page-window.ts'

const symbol = 'SLIDE/USDT'
/** Market time over ours: a candle of a minute takes two seconds. */
const speed = 30

const data = newDataFolder()
const recordings = newDataFolder()
let simulator: ExchangeSimulator
let launched: LaunchedApp
beforeAll(async () => {
  const startAt = Date.now()
  const sliding = recordFallingMarket(recordings.folder, symbol, startAt)
  simulator = await startExchangeSimulator({
    exchange: 'binance',
    symbols: [sliding],
    dataFolder: recordings.folder,
    startAt,
    tradesPerMinute: 60,
  })
  launched = await launchApp(data.folder)
})
afterAll(async () => {
  await launched.close()
  await simulator.close()
  data.remove()
  recordings.remove()
})

const newest = { limit: 100, before: null }
const results = async () =>
  (await askFromPage(launched.page, 'history.trades', { ...newest, botId: null })).trades.map(
    ({ realizedPnl }) => realizedPnl,
  )
const bought = async () =>
  (await askFromPage(launched.page, 'watch', { topics: [{ topic: 'fills' }] })).bodies
    .flatMap((body) => (body.kind === 'fills' ? body.added : []))
    .filter(({ side }) => side === 'buy').length
const refusals = async (botId: string) =>
  (await askFromPage(launched.page, 'decisions.list', { ...newest, botId })).decisions
    .map(({ reason }) => reason.code)
    .filter((code) => code === 'decision.breaker-open').length
const resets = async (botId: string) =>
  (await askFromPage(launched.page, 'history.journal', { ...newest, botId })).entries
    .filter(({ event }) => event === 'breaker.reset')
    .map(({ actor, facts }) => ({ actor, facts }))

/** Trades as often as the market rises; all that breakers go by is as a new bot has it. */
const startEager = async (): Promise<string> => {
  const { presets, limits } = await askFromPage(launched.page, 'bots.form', {})
  const preset = presets[0]
  if (preset === undefined) throw new Error('no preset')
  expect(limits.find(({ key }) => key === 'lossStreak')?.default).toBe('5')
  const usual = Object.fromEntries(limits.map(({ key, default: value }) => [key, value]))
  const settings = {
    ...preset.settings,
    name: 'Eager',
    venueId: 'binance',
    symbols: [symbol],
    timeframe: '1m' as const,
    strategyId: 'ema-cross',
    parameters: { fast: '2', slow: '3' },
    limits: { ...usual, coolDownSeconds: '0', analysisSeconds: '1' },
  }
  return (await askFromPage(launched.page, 'bots.create', { settings, start: true })).id
}

test('five losses in a row trip a breaker; the desktop is told, and once it is reset the bot trades again', async () => {
  const { page } = launched
  const { restUrl, wsUrl } = simulator
  await askFromPage(page, 'venues.connect', { exchangeId: 'binance', network: 'live', restUrl, wsUrl })
  const notifications = await watchNotifications()
  const botId = await startEager()
  // Only now, so that the exchange's clock was right when it was asked.
  simulator.control.market.run(speed)

  let told: SeenNotification
  // Four losses are told of first, and on a busy machine the engine's own delay.
  do told = await notifications.next()
  while (told.title !== 'Circuit breaker tripped' || !told.body.startsWith('Eager'))
  expect(told.body).toMatch(/^Eager: losses in a row, 5 of 5\. Entries are halted, stops go on\./)
  const losses = await results()
  expect(losses).toHaveLength(5)
  for (const result of losses) expect(Number(result)).toBeLessThan(0)

  await notifications.click(told)
  await page.waitForURL(/#\/risk\?breaker=loss-streak(%20|\+)bot/)
  notifications.close()
  // It wants to enter and must not.
  await expect.poll(() => refusals(botId), { timeout: 60_000 }).toBeGreaterThan(0)
  expect(await bought()).toBe(5)

  const row = page.getByRole('row').filter({ hasText: 'Eager' })
  await row.getByRole('button', { name: 'Reset…' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Reason').fill('The market falls, as it was made to')
  await dialog.getByRole('button', { name: 'Reset breaker' }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect(await resets(botId)).toMatchObject([
    { actor: 'user', facts: { subject: 'Eager', reason: 'The market falls, as it was made to' } },
  ])
  await expect.poll(bought, { timeout: 60_000 }).toBeGreaterThan(5)
  expect(launched.pageErrors).toEqual([])
})

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { EngineView } from '../../src-preload/contract/views.ts'
import {
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../support/exchange-simulator/start-exchange-simulator.ts'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import { livePurchases } from '../support/live-purchases.ts'
import { answerQuestions } from '../support/native-questions.ts'
import { askFromPage } from '../support/page-window.ts'
import { findingsOn } from './findings.ts'

const pairs = 30
const data = newDataFolder()
let simulator: ExchangeSimulator
let launched: LaunchedApp
beforeAll(async () => {
  simulator = await startExchangeSimulator({
    exchange: 'binance',
    symbols: pairs + 2,
    seed: 11,
    tradesPerMinute: 120,
    accounts: [{ balances: { USDT: '10000' } }],
  })
  launched = await launchApp(data.folder)
})
afterAll(async () => {
  await launched.close()
  await simulator.close()
  data.remove()
})

const watch = (...topics: ('bots' | 'positions')[]) =>
  askFromPage(launched.page, 'watch', { topics: topics.map((topic) => ({ topic })) })
const engineNow = async (): Promise<EngineView> => {
  const { bodies } = await watch()
  const body = bodies.find(({ kind }) => kind === 'engine')
  if (body?.kind !== 'engine') throw new Error('the engine said nothing')
  return body.engine
}
const bots = async () =>
  (await watch('bots')).bodies.flatMap((body) => (body.kind === 'bots' ? body.changed : []))
const positions = async () =>
  (await watch('positions')).bodies.flatMap((body) => (body.kind === 'positions' ? body.changed : []))
const isReady = async () => (await engineNow()).live.accounts.map((account) => account.isReady)
const entriesAtExchange = () =>
  [...(simulator.accounts[0]?.orders.values() ?? [])].filter(({ side }) => side === 'buy')
/** Of the simulator's whole numbers of 1e-18. */
const asNumber = (value: bigint | null | undefined): number => Number(value ?? 0n) / 1e18
const boughtThere = (): string[] =>
  entriesAtExchange().flatMap(({ symbol, fills }) => fills.map(({ id }) => `${symbol} ${id}`))
const journal = async () => {
  const all = { limit: 500, before: null, botId: null }
  return (await askFromPage(launched.page, 'history.journal', all)).entries
}

test('a live account on the simulator is opened with a key from the keychain', async () => {
  const { page } = launched
  const { restUrl, wsUrl } = simulator
  const place = { exchangeId: 'binance', network: 'live', restUrl, wsUrl } as const
  const [owner] = simulator.accounts
  if (owner === undefined) throw new Error('the simulator has no account')
  const credentials = { apiKey: owner.apiKey, secret: owner.secret, password: null }
  await askFromPage(page, 'keys.add', { place, name: 'Main', credentials, isChecked: false })
  await expect.poll(isReady, { timeout: 30_000 }).toEqual([true])
  expect((await engineNow()).live).toMatchObject({ isOn: false, accounts: [{ badge: 'simulator' }] })
})

test('going live takes the desktop’s own question, the typed phrase and a countdown', async () => {
  const { page, app } = launched
  const form = await askFromPage(page, 'bots.form', {})
  const symbols = form.markets
    .filter(({ venueId, quote }) => venueId === 'binance' && quote === 'USDT')
    .map(({ symbol }) => symbol)
    .slice(0, pairs)
  const preset = form.presets[0]
  if (preset === undefined) throw new Error('no preset')
  const limits = { allocation: '5000', tradeRatio: '0.2', maxPositions: '3', analysisSeconds: '1' }
  const settings = {
    ...preset.settings,
    name: 'Trend',
    venueId: 'binance',
    symbols,
    timeframe: '1m' as const,
    parameters: { fast: '2', slow: '3' },
    limits: { ...preset.settings.limits, ...limits, stopLoss: '0.05' },
  }
  await askFromPage(page, 'bots.create', { settings, start: false })
  const questions = await answerQuestions(app, 1)

  await page.getByRole('navigation').getByRole('link', { name: 'Bots', exact: true }).click()
  await page.getByRole('button', { name: /Trend/ }).click()
  await page.getByRole('menuitem', { name: 'Clone as live…' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Turn on live trading…' }).click()
  await expect.poll(async () => (await questions.asked()).length).toBe(1)
  expect((await questions.asked())[0]?.detail).toContain('Main, Binance (SIMULATOR)')
  await dialog.getByRole('button', { name: 'Next' }).waitFor()
  expect(await findingsOn(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByText(/The run on paper is short/).waitFor()
  expect(await dialog.getByRole('button', { name: 'Go live' }).isDisabled()).toBe(true)
  expect(await findingsOn(page)).toEqual([])
  await dialog.getByLabel('Type LIVE Trend live').fill('LIVE Trend live')
  await dialog.getByRole('button', { name: 'Go live' }).click()

  await page.getByText(/Trend live starts trading real money in/).waitFor()
  expect((await bots()).map(({ mode }) => mode)).toEqual(['paper'])
  await expect
    .poll(async () => (await bots()).map(({ mode, name }) => [mode, name]), { timeout: 15_000 })
    .toContainEqual(['live', 'Trend live'])
  await expect.poll(() => page.title()).toBe('LIVE – Auronex')
  expect(await findingsOn(page)).toEqual([])
})

test('it trades there, a quarter of the size at first', async () => {
  await expect.poll(async () => (await positions()).length, { timeout: 170_000 }).toBeGreaterThan(0)
  const [first] = await positions()
  expect(first).toMatchObject({ mode: 'live', venueId: 'binance' })
  const [entry] = entriesAtExchange()
  const worth = asNumber(entry?.amount) * asNumber(entry?.fills[0]?.price)
  // 5,000 × 0.2, of which a quarter; less what does not fill a step, and what the price may move meanwhile.
  expect(worth).toBeGreaterThan(240)
  expect(worth).toBeLessThan(251)
})

test('killed and started again it is reconciled, has lost nothing, and did not resume by itself', async () => {
  const before = new Map((await positions()).map(({ id, quantity }) => [id, quantity]))
  const pid = await launched.app.evaluate(() => process.pid)
  const ended = new Promise((resolve) => launched.app.process().once('exit', resolve))
  process.kill(pid, 'SIGKILL')
  await ended
  launched = await launchApp(data.folder)
  await expect.poll(isReady, { timeout: 60_000 }).toEqual([true])
  const { live, blockedBy } = await engineNow()
  expect([live.isOn, live.isTrading, blockedBy]).toEqual([true, false, null])
  const states = (await bots()).map(({ mode, state, stateReason }) => [mode, state, stateReason?.code])
  expect(states).toContainEqual(['live', 'stopped', 'bot.not-resumed'])

  // What was held is held, or was sold by its stop meanwhile: never forgotten and never doubled.
  const held = await positions()
  for (const { id, quantity } of held) expect(before.get(id) ?? quantity).toBe(quantity)
  const closed = await askFromPage(launched.page, 'history.trades', { limit: 100, before: null, botId: null })
  const known = new Set([...held.map(({ id }) => id), ...closed.trades.map(({ id }) => id)])
  for (const id of before.keys()) expect(known).toContain(id)

  // Every purchase of the exchange's is in the app's books, once and by its own number.
  await vi.waitFor(() => expect(livePurchases(data.folder).sort()).toEqual(boughtThere().sort()), {
    timeout: 20_000,
  })

  // The market goes on for a while; the bot does not.
  const sent = entriesAtExchange().length
  const lastTick = async () =>
    (await engineNow()).venues.find(({ id }) => id === 'binance')?.lastTickAt ?? Number.NEGATIVE_INFINITY
  const from = Date.now()
  await expect.poll(lastTick, { timeout: 60_000 }).toBeGreaterThan(from + 5_000)
  expect(entriesAtExchange()).toHaveLength(sent)
  expect((await journal()).map(({ event }) => event)).toContain('bot.not-resumed')
  expect(launched.pageErrors).toEqual([])
})

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../support/exchange-simulator/start-exchange-simulator.ts'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import { askFromPage } from '../support/page-window.ts'

const data = newDataFolder()
let launched: LaunchedApp
let simulator: ExchangeSimulator
beforeAll(async () => {
  simulator = await startExchangeSimulator({ exchange: 'binance', symbols: 3, seed: 5, tradesPerMinute: 60 })
  launched = await launchApp(data.folder)
})
afterAll(async () => {
  await launched.close()
  await simulator.close()
  data.remove()
})

test('a user connects an exchange, watches a pair and trades it on paper', async () => {
  const { page } = launched
  await page.getByRole('button', { name: 'Connect…' }).first().click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText('Other addresses').click()
  await dialog.getByLabel('REST address').fill(simulator.restUrl)
  await dialog.getByLabel('WebSocket address').fill(simulator.wsUrl)
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  await dialog.waitFor({ state: 'hidden', timeout: 20_000 })

  const form = await askFromPage(page, 'bots.form', {})
  const market = form.markets.find(({ venueId }) => venueId === 'binance')
  const preset = form.presets[0]
  if (market === undefined || preset === undefined) throw new Error('the exchange lists nothing')
  const settings = { ...preset.settings, name: 'Live prices', venueId: 'binance', symbols: [market.symbol] }
  const { id } = await askFromPage(page, 'bots.create', { settings, start: true })
  await page.getByRole('navigation').getByRole('link', { name: 'Bots', exact: true }).click()
  const row = page.getByRole('table', { name: 'Bots' }).getByRole('row').filter({ hasText: 'Live prices' })
  await row.getByText('Running').waitFor({ timeout: 30_000 })

  await askFromPage(page, 'settings.update', { watchlist: [{ venueId: 'binance', symbol: market.symbol }] })
  await page.getByRole('link', { name: 'Markets', exact: true }).click()
  await page.getByRole('table', { name: 'Watchlist' }).getByText(market.symbol).first().waitFor()
  await expect
    .poll(
      async () => {
        const { bodies } = await askFromPage(page, 'watch', {
          topics: [{ topic: 'quotes', venueId: 'binance', symbols: [market.symbol] }],
        })
        return bodies.flatMap((body) => (body.kind === 'quotes' ? body.quotes : [])).length
      },
      { timeout: 20_000 },
    )
    .toBe(1)
  expect(id).not.toBe('')
  // A thousand candles of history, by way of the thread that writes them.
  const kept = () => ['market.db', 'market.db-wal'].map((name) => statSync(join(data.folder, name)).size)
  await expect.poll(() => kept().reduce((sum, size) => sum + size, 0)).toBeGreaterThan(50_000)
  expect(launched.pageErrors).toEqual([])
})

test.each(['kraken', 'gate'] as const)(
  'the class of %s, which nobody has tested, is loaded alone and asks the exchange itself',
  async (exchangeId) => {
    const asked = { exchangeId, network: 'live', restUrl: null, wsUrl: null } as const
    // Whether it can be reached from here, and what it answers, is not known.
    const answer = await askFromPage(launched.page, 'venues.connect', asked).then(
      ({ id }) => id,
      (error: Error) => error.message,
    )
    expect(answer).toMatch(new RegExp(`${exchangeId}$|${exchangeId} GET https://`))
  },
)

/** Texts of the top bar of which a part is clipped away; what is out of sight whole is left out on purpose. */
const cutTexts = `(() => {
  const bar = document.querySelector('header')
  const isCut = (text) => {
    const box = text.getBoundingClientRect()
    if (box.width <= 1) return false
    let { left, right, top, bottom } = box
    for (let up = text.parentElement; up !== bar.parentElement; up = up.parentElement) {
      if (getComputedStyle(up).overflowX === 'visible') continue
      const clip = up.getBoundingClientRect()
      left = Math.max(left, clip.left)
      right = Math.min(right, clip.right)
      top = Math.max(top, clip.top)
      bottom = Math.min(bottom, clip.bottom)
    }
    const isGone = right - left <= 0 || bottom - top <= 0
    return !isGone && (right - left < box.width - 1 || bottom - top < box.height - 1)
  }
  const leaves = [...bar.querySelectorAll('*')].filter((each) => each.children.length === 0)
  return leaves.filter((leaf) => leaf.textContent !== '' && isCut(leaf)).map((leaf) => leaf.textContent)
})()`

test('no text in the top bar is cut, in the longer language, at any width', async () => {
  const { app, page } = launched
  await page.getByRole('link', { name: 'Bots', exact: true }).click()
  await page.getByRole('link', { name: 'Live prices' }).first().click()
  await page.locator('canvas').first().waitFor()
  // With a chart on screen, which is made anew for another language.
  await askFromPage(page, 'settings.update', { language: 'pt-BR' })
  await page.getByText('Parada de emergência').waitFor()
  for (const width of [1700, 1440, 1366, 1280, 1200, 1100, 1024]) {
    await app.evaluate(({ BrowserWindow }, to) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(to, 800)
    }, width)
    await expect.poll(() => page.evaluate('innerWidth')).toBe(width)
    expect({ width, cut: await page.evaluate(cutTexts) }).toEqual({ width, cut: [] })
  }
  expect(launched.pageErrors).toEqual([])
})

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
  expect(launched.pageErrors).toEqual([])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import { watchNotifications } from '../support/notifications.ts'
import { askFromPage } from '../support/page-window.ts'

const data = newDataFolder()
let launched: LaunchedApp
beforeAll(async () => {
  launched = await launchApp(data.folder)
})
afterAll(async () => {
  await launched.close()
  data.remove()
})

const link = (name: string) => launched.page.getByRole('link', { name, exact: true })
const button = (name: string) => launched.page.getByRole('button', { name, exact: true })

test('a new user starts the demo and sees the first trade within 45 seconds', async () => {
  const { page } = launched
  await button('Start demo').click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  const fills = page.getByRole('table', { name: 'Recent fills' })
  await fills.getByText('BTC Cross').first().waitFor({ timeout: 45_000 })
  await page.getByText('REPLAY 60×').first().waitFor()
})

test("a bot's page shows its chart, its trade and why it decided", async () => {
  const { page } = launched
  await link('Bots').click()
  await page.getByRole('link', { name: 'BTC Cross' }).first().click()
  await page.getByRole('heading', { name: 'BTC Cross' }).waitFor()
  await page.getByText('Entered long').first().waitFor()
  await page
    .getByText(/EMA 9 crossed above EMA 21/)
    .first()
    .waitFor()
  await page.locator('canvas').first().waitFor()
})

test('a bot is stopped and started with its buttons', async () => {
  const { page } = launched
  await button('Stop…').click()
  await page.getByText('Stop, keep positions').waitFor()
  await page.getByRole('button', { name: 'Stop bot' }).click()
  await page.getByRole('main').getByText('Stopped').first().waitFor()
  await button('Start').click()
  await page.getByRole('main').getByText('Running').first().waitFor({ timeout: 20_000 })
})

test('the language changes at once and the names that stay are kept', async () => {
  const { page } = launched
  const choose = async (language: string) => {
    await page.getByRole('button', { name: /^(Settings|Configurações)$/ }).click()
    await page.getByRole('combobox', { name: /^(Language|Idioma)$/ }).click()
    await page.getByRole('option', { name: language }).click()
    await page.keyboard.press('Escape')
  }
  await choose('Português (Brasil)')
  await page.getByText('Parada de emergência').first().waitFor()
  await link('Overview').click()
  await page.getByRole('heading', { name: 'Visão geral' }).waitFor()
  await choose('English')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
})

const scrolledSideways = `[...document.querySelectorAll('main table')]
  .filter((table) => table.scrollWidth > table.parentElement.clientWidth + 1)
  .map((table) => table.getAttribute('aria-label'))`

test('no table has to be scrolled sideways in a small window, in the longer language', async () => {
  const { app, page } = launched
  await askFromPage(page, 'settings.update', { language: 'pt-BR' })
  for (const width of [1100, 1280]) {
    await app.evaluate(({ BrowserWindow }, to) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(to, 800)
    }, width)
    await expect.poll(() => page.evaluate('innerWidth')).toBe(width)
    for (const screen of ['Overview', 'Bots', 'Positions', 'History', 'Alerts'] as const) {
      await link(screen).click()
      // A position may have been closed meanwhile: then there is no table of them.
      await page.getByRole('main').getByRole('heading').first().waitFor()
      expect({ width, screen, wide: await page.evaluate(scrolledSideways) }).toEqual({
        ...{ width, screen },
        wide: [],
      })
    }
  }
  await askFromPage(page, 'settings.update', { language: 'en' })
})

test('one press of the kill switch halts entries and the desktop is told', async () => {
  const { page } = launched
  const notifications = await watchNotifications()
  await button('Kill switch').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/Latched in \d/).waitFor()
  const told = await notifications.next()
  expect(told).toMatchObject({ title: 'Kill switch engaged' })
  expect(told.body).toContain('All new entries are halted')
  notifications.close()
  await page.getByRole('button', { name: 'Keep engaged' }).click()
  await page
    .getByRole('region', { name: 'Status' })
    .getByText(/halted/i)
    .waitFor()
})

test('after quitting and starting again everything is as it was, kill switch included', async () => {
  const { total: before } = await askFromPage(launched.page, 'history.journal', {
    limit: 1,
    before: null,
    botId: null,
  })
  await launched.close()
  launched = await launchApp(data.folder)
  const { page } = launched
  await page
    .getByText(/Kill switch on/)
    .first()
    .waitFor()
  await link('Bots').click()
  await page.getByRole('table', { name: 'Bots' }).getByText('DASH Cross').waitFor()
  await link('History').click()
  const { total: after } = await askFromPage(launched.page, 'history.journal', {
    limit: 1,
    before: null,
    botId: null,
  })
  expect(after).toBeGreaterThan(before)
  expect(launched.pageErrors).toEqual([])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LatchWatch, watchLatch } from '../support/latch-watch.ts'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import { askFromPage } from '../support/page-window.ts'
import { XKeyboard } from '../support/x-keyboard.ts'
import { findingsOn } from './findings.ts'

/** What the design asks for, from the press to the latch in the database. */
const boundMs = 250
const hangMs = 3_000

const data = newDataFolder()
let launched: LaunchedApp
let latch: LatchWatch
let keyboard: XKeyboard
beforeAll(async () => {
  launched = await launchApp(data.folder)
  await launched.page.getByRole('button', { name: 'Start demo' }).waitFor()
  await askFromPage(launched.page, 'demo.start', {})
  latch = watchLatch(data.folder)
  keyboard = await XKeyboard.open()
})
afterAll(async () => {
  keyboard.close()
  latch.close()
  await launched.close()
  data.remove()
})

test("the tray's menu speaks the language of the app", async () => {
  // A tray cannot be pressed by a test: the next menu that it is given is kept.
  await launched.app.evaluate(({ Tray }) => {
    const { setContextMenu } = Tray.prototype
    Tray.prototype.setContextMenu = function keep(menu) {
      Reflect.set(globalThis, 'trayMenu', menu)
      setContextMenu.call(this, menu)
    }
  })
  const labels = () =>
    launched.app.evaluate(() => {
      const menu = Reflect.get(globalThis, 'trayMenu') as Electron.Menu | undefined
      return menu?.items.map(({ label }) => label).filter((label) => label !== '') ?? []
    })
  await askFromPage(launched.page, 'settings.update', { language: 'pt-BR' })
  await expect
    .poll(labels, { timeout: 10_000 })
    .toEqual([
      'Mostrar o Auronex',
      'Pausar todas as entradas',
      'Parada de emergência: suspender entradas',
      'Silenciar notificações por 1 hora',
      'Sair',
    ])
  await askFromPage(launched.page, 'settings.update', { language: 'en' })
  await expect.poll(labels, { timeout: 10_000 }).toContain('Show Auronex')
})

/** The page does nothing else for a while. */
const hang = () =>
  launched.app.evaluate(({ BrowserWindow }, ms) => {
    const loop = `for (const end = Date.now() + ${ms}; Date.now() < end; );`
    BrowserWindow.getAllWindows()[0]
      ?.webContents.executeJavaScript(loop)
      .catch(() => {})
  }, hangMs)
const pages = {
  'the menu': () =>
    launched.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('kill-switch')?.click()),
  'the tray': () =>
    launched.app.evaluate(() => {
      const menu = Reflect.get(globalThis, 'trayMenu') as Electron.Menu
      menu.items.find(({ id }) => id === 'kill-switch')?.click()
    }),
  'the keys, anywhere on the desktop': () => keyboard.press('control', 'shift', 'x'),
}
const sources = { 'the menu': 'menu', 'the tray': 'tray', 'the keys, anywhere on the desktop': 'shortcut' }

test.each(Object.keys(pages) as (keyof typeof pages)[])(
  'a press in %s halts entries while the page hangs',
  async (from) => {
    await hang()
    const halted = latch.halted('paper')
    const pressedAt = performance.now()
    await pages[from]()
    const tookMs = (await halted) - pressedAt
    process.stdout.write(`kill switch from ${from}: latched after ${tookMs.toFixed(1)} ms\n`)
    expect(tookMs).toBeLessThan(boundMs)
    // The page answers again, and shows what comes next.
    await launched.page.getByRole('dialog').getByText('What it did').waitFor()
    const journal = await askFromPage(launched.page, 'history.journal', {
      limit: 5,
      before: null,
      botId: null,
    })
    expect(journal.entries.find(({ event }) => event === 'kill.engaged')?.facts).toEqual({
      mode: 'paper',
      source: sources[from],
    })
    const lift = { mode: 'paper', reason: 'again', confirmation: 'RESUME' } as const
    await askFromPage(launched.page, 'kill.lift', lift)
    await launched.page.keyboard.press('Escape')
  },
)

test('all positions are closed by a held button, each with its result', async () => {
  const { page } = launched
  const held = async () => {
    const { bodies } = await askFromPage(page, 'watch', { topics: [{ topic: 'positions' }] })
    return bodies.flatMap((body) => (body.kind === 'positions' ? body.changed : [])).length
  }
  await expect.poll(held, { timeout: 60_000 }).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Kill switch', exact: true }).click()
  const sheet = page.getByRole('dialog')
  const button = sheet.getByRole('button', { name: /Hold to close all|Keep holding/ })
  await button.hover()
  await page.mouse.down()
  await sheet.getByRole('list', { name: 'Closed positions (paper)' }).getByText('Done').first().waitFor()
  await page.mouse.up()
  await expect.poll(held, { timeout: 10_000 }).toBe(0)
  for (const theme of ['dark', 'light'] as const) {
    await askFromPage(page, 'settings.update', { theme })
    expect({ theme, findings: await findingsOn(page) }).toEqual({ theme, findings: [] })
  }
  expect(launched.pageErrors).toEqual([])
})

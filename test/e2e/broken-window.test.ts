import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import { type NotificationWatch, watchNotifications } from '../support/notifications.ts'

const data = newDataFolder()
let launched: LaunchedApp
let notifications: NotificationWatch
beforeAll(async () => {
  launched = await launchApp(data.folder)
  notifications = await watchNotifications()
  await launched.page.getByRole('button', { name: 'Start demo' }).waitFor()
})
afterAll(async () => {
  notifications.close()
  await launched.close()
  data.remove()
})

/** Runs in the page by way of main: the test's own page is gone for good once it has crashed. */
const inPage = <T>(code: string): Promise<T> =>
  launched.app.evaluate(
    ({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text),
    code,
  ) as Promise<T>
const hang = () =>
  launched.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]
      ?.webContents.executeJavaScript('for (;;);')
      .catch(() => {})
  })
/** Ends the page and says whether it is there again soon. */
const comesBackAfterCrash = (): Promise<boolean> =>
  launched.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const loaded = new Promise<boolean>((resolve) => {
      contents?.once('did-finish-load', () => resolve(true))
      setTimeout(() => resolve(false), 5_000)
    })
    contents?.forcefullyCrashRenderer()
    return loaded
  })

test('the kill switch in the menu works while the page hangs, and the page is brought back', async () => {
  await hang()
  await launched.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.getMenuItemById('kill-switch')?.click(),
  )
  expect(await notifications.next()).toMatchObject({ title: 'Kill switch engaged' })
  expect(await comesBackAfterCrash()).toBe(true)
  await expect.poll(() => inPage('document.body.innerText')).toContain('Kill switch on')
})

test('so does its shortcut', async () => {
  const lift = { mode: 'paper', reason: 'again', confirmation: 'RESUME' }
  const lifted = await inPage<{ ok: boolean }>(`auronex.ask('kill.lift', ${JSON.stringify(lift)})`)
  expect(lifted).toMatchObject({ ok: true })
  await hang()
  await launched.app.evaluate(({ BrowserWindow }) => {
    const modifiers: ('control' | 'shift')[] = ['control', 'shift']
    BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'X', modifiers })
  })
  expect(await notifications.next()).toMatchObject({ title: 'Kill switch engaged' })
})

test('a bug that nobody caught halts entries, is told, and ends nothing', async () => {
  expect(await comesBackAfterCrash()).toBe(true)
  await launched.app.evaluate(() => {
    setTimeout(() => {
      throw new Error('a bug of the test')
    })
  })
  const told = await notifications.next()
  expect(told).toMatchObject({ title: 'Trading halted' })
  expect(told.body).toContain('a bug of the test')
  expect(await launched.app.evaluate(({ app }) => app.isReady())).toBe(true)
  // Its screens stay: positions may have to be closed there.
  await expect
    .poll(() => inPage('document.body.innerText'))
    .toContain('exits go on. The engine failed: a bug')
  expect(await inPage('document.body.innerText')).not.toContain('Backups')
})

test('a page that crashes again and again is not loaded for ever', async () => {
  expect(await comesBackAfterCrash()).toBe(true)
  expect(await comesBackAfterCrash()).toBe(false)
})

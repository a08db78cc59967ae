import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import type { PageWindow } from '../support/page-window.ts'

const data = newDataFolder()
let launched: LaunchedApp
beforeAll(async () => {
  launched = await launchApp(data.folder)
  await launched.page.getByRole('button', { name: 'Start demo' }).waitFor()
})
afterAll(async () => {
  await launched.close()
  data.remove()
})

test('the window comes from the app protocol and has neither Node nor Electron', async () => {
  const found = await launched.page.evaluate(() => ({
    origin: (globalThis as unknown as PageWindow).location.origin,
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    api: Object.keys((globalThis as unknown as PageWindow).auronex).sort(),
  }))
  expect(found).toEqual({
    origin: 'app://auronex',
    require: 'undefined',
    process: 'undefined',
    api: ['ask', 'onFeed'],
  })
})

test('the window reaches no network and runs no inline script', async () => {
  const results = await launched.page.evaluate(async () => {
    const refused = (work: Promise<unknown>) =>
      work.then(
        () => 'reached',
        () => 'refused',
      )
    const { document } = globalThis as unknown as PageWindow
    const script = document.createElement('script')
    script.textContent = 'globalThis.inlineRan = true'
    document.head.append(script)
    return {
      http: await refused(fetch('http://127.0.0.1:9/')),
      https: await refused(fetch('https://example.com/')),
      file: await refused(fetch('file:///etc/passwd')),
      socket: await new Promise((resolve) => {
        try {
          const socket = new WebSocket('ws://127.0.0.1:9/')
          socket.onerror = () => resolve('refused')
          socket.onopen = () => resolve('reached')
        } catch {
          resolve('refused')
        }
      }),
      inline: Reflect.get(globalThis, 'inlineRan') === true,
    }
  })
  expect(results).toEqual({
    http: 'refused',
    https: 'refused',
    file: 'refused',
    socket: 'refused',
    inline: false,
  })
})

test('permissions, navigation and new windows are denied', async () => {
  const { page, app } = launched
  const permission = await page.evaluate(() => {
    const { mediaDevices } = (globalThis as unknown as PageWindow).navigator
    return mediaDevices === undefined
      ? 'absent'
      : mediaDevices.getUserMedia({ audio: true }).then(
          () => 'granted',
          (error: Error) => error.name,
        )
  })
  expect(['NotAllowedError', 'NotFoundError', 'absent']).toContain(permission)
  await page.evaluate(() => {
    ;(globalThis as unknown as PageWindow).open('https://example.com/')
  })
  await page
    .evaluate(() => (globalThis as unknown as PageWindow).location.assign('https://example.com/'))
    .catch(() => {})
  await page.waitForTimeout(300)
  expect(page.url()).toContain('app://auronex/')
  expect(app.windows().length).toBe(1)
  const outside = await page.evaluate(() =>
    fetch('app://auronex/../../package.json').then((reply) => reply.status),
  )
  expect(outside).toBe(404)
})

test('the window runs in a sandbox with an isolated context', async () => {
  const preferences = await launched.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // Electron has it, its public types have not.
    return (
      window?.webContents as unknown as { getLastWebPreferences(): object } | undefined
    )?.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  })
})

test('a message that is not in the contract is answered with a refusal', async () => {
  const replies = await launched.page.evaluate(async () => {
    const api = Reflect.get(globalThis, 'auronex') as {
      ask: (name: string, input: unknown) => Promise<unknown>
    }
    return [
      await api.ask('no.such.request', {}),
      await api.ask('bots.start', { id: 7 }),
      await api.ask('bots.start', { id: 'x', extra: true }),
    ]
  })
  expect(replies).toMatchObject([
    { ok: false, error: { code: 'UNKNOWN_REQUEST' } },
    { ok: false, error: { code: 'BAD_REQUEST' } },
    { ok: false, error: { code: 'BAD_REQUEST' } },
  ])
})

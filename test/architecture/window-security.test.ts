import { beforeAll, describe, expect, test, vi } from 'vitest'
import { openExternal } from '../../src-main/shell/links.ts'
import { createWindow, webPreferences } from '../../src-main/shell/window.ts'
import { links, requests } from '../../src-preload/contract/requests.ts'
import { told } from './support/fake-electron.ts'

vi.mock('electron', async () => (await import('./support/fake-electron.ts')).fakeElectron)

const prevented = (listener: ((event: unknown) => unknown) | undefined): boolean => {
  let stopped = false
  listener?.({
    preventDefault: () => {
      stopped = true
    },
  })
  return stopped
}

beforeAll(() => {
  createWindow({ theme: 'dark', place: null, devUrl: null })
})

describe('the window', () => {
  test('runs its page in a sandbox, apart from the preload and without Node', () => {
    expect(told.windows).toHaveLength(1)
    expect(told.windows[0]?.options.webPreferences).toBe(webPreferences)
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    })
    expect(Object.keys(webPreferences).sort()).toEqual([
      'contextIsolation',
      'nodeIntegration',
      'preload',
      'sandbox',
      'spellcheck',
      'webviewTag',
    ])
  })

  test('shows the built page from its own scheme', () => {
    expect(told.windows[0]?.loaded).toEqual(['app://auronex/'])
  })

  test('opens no other window, goes nowhere else, and takes in no web view', () => {
    const { listeners } = told.windows[0]?.webContents ?? {}
    expect(told.handlers.get('window-open')?.({ url: 'https://example.com' })).toEqual({ action: 'deny' })
    expect(prevented(listeners?.get('will-navigate'))).toBe(true)
    expect(prevented(listeners?.get('will-attach-webview'))).toBe(true)
  })

  test('is granted no permission, no device and no download', () => {
    const decisions: unknown[] = []
    told.handlers.get('permission-request')?.({}, 'media', (granted: unknown) => decisions.push(granted))
    expect(decisions).toEqual([false])
    expect(told.handlers.get('permission-check')?.({}, 'clipboard-read')).toBe(false)
    expect(told.handlers.get('device-permission')?.({})).toBe(false)
    expect(prevented(told.downloads.get('will-download'))).toBe(true)
  })
})

describe('links to the outside', () => {
  test('are a closed list of encrypted addresses', async () => {
    for (const link of links) await openExternal(link)
    expect(told.opened).toHaveLength(links.length)
    for (const address of told.opened) expect(String(address)).toMatch(/^https:\/\/[a-z.]+\//)
  })

  test.each(['https://example.com', 'file:///etc/passwd', 'toString', '__proto__', ''])(
    'the window cannot ask for %j',
    (link) => {
      expect(requests['links.open'].input.safeParse({ link }).success).toBe(false)
    },
  )
})

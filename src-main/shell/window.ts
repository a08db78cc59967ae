import { join } from 'node:path'
import { BrowserWindow, nativeTheme, type Session, screen, session } from 'electron'
import type { Theme } from '../../src-preload/contract/values.ts'
import { appOrigin } from './own-pages.ts'
import { placeWindow, type WindowPlace } from './window-place.ts'

/** Surface colours of the window's two themes, painted before the page is: no flash at start. */
const background = { dark: '#0E1319', light: '#F6F8FA' } as const

export interface WindowOptions {
  readonly theme: Theme
  readonly place: WindowPlace | null
  /** The development server's address; null for the built window. */
  readonly devUrl: string | null
}

/** What a page may do beyond showing itself: nothing. */
const refuseEverything = (of: Session): void => {
  of.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  of.setPermissionCheckHandler(() => false)
  of.setDevicePermissionHandler(() => false)
  of.on('will-download', (event) => event.preventDefault())
}

export const webPreferences = {
  preload: join(import.meta.dirname, '../preload/index.cjs'),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
} as const

export const createWindow = ({ theme, place, devUrl }: WindowOptions): BrowserWindow => {
  nativeTheme.themeSource = theme
  refuseEverything(session.defaultSession)
  const window = new BrowserWindow({
    ...placeWindow(
      place,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    minWidth: 1024,
    minHeight: 680,
    show: false,
    title: 'Auronex',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences,
  })
  if (place?.maximized === true) window.maximize()
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  window.webContents.on('will-attach-webview', (event) => event.preventDefault())
  window.once('ready-to-show', () => window.show())
  void window.loadURL(devUrl ?? `${appOrigin}/`)
  return window
}

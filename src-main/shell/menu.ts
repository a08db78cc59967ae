import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Language } from '../../src-preload/contract/values.ts'
import { textIn } from './texts.ts'

export interface MenuActions {
  readonly engageKillSwitch: () => void
  readonly pauseAll: () => void
}

/**
 * The native menu. Its kill switch is handled here in main, so that it works while the window hangs.
 * @param actions null while there is no engine
 */
export const setMenu = (language: Language, actions: MenuActions | null): void => {
  const t = (key: Parameters<typeof textIn>[1]) => textIn(language, key)
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    // A release build has no reload and no developer tools.
    ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
  ]
  const enabled = actions !== null
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: t('file'), submenu: [{ role: 'quit', label: t('quit') }] },
      { role: 'editMenu', label: t('edit') },
      { label: t('view'), submenu: view },
      {
        label: t('engine'),
        submenu: [
          {
            id: 'kill-switch',
            label: t('killSwitch'),
            accelerator: 'CmdOrCtrl+Shift+X',
            enabled,
            click: () => actions?.engageKillSwitch(),
          },
          {
            label: t('pauseAll'),
            accelerator: 'CmdOrCtrl+Shift+P',
            enabled,
            click: () => actions?.pauseAll(),
          },
        ],
      },
    ]),
  )
}

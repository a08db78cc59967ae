import { join } from 'node:path'
import { Menu, nativeImage, Tray } from 'electron'
import type { Language } from '../../../src-preload/contract/values.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import { type TextKey, textIn } from '../texts.ts'
import { type TrayFacts, trayFacts } from './tray-facts.ts'

export interface TrayActions {
  readonly show: () => void
  readonly pauseAll: () => void
  readonly engageKillSwitch: () => void
  readonly toggleMute: () => void
  readonly isMuted: () => boolean
  readonly quit: () => void
}

interface AppTrayParts {
  readonly engine: Engine
  readonly clock: Clock
  readonly language: () => Language
  /** The app's resources. */
  readonly resources: string
  readonly actions: TrayActions
}

/** Profit moves with every tick; the icon must not. */
const refreshMs = 1_000

const imageOf = (resources: string, state: TrayFacts['state']) => {
  const isMac = process.platform === 'darwin'
  const image = nativeImage.createFromPath(join(resources, 'tray', `${state}${isMac ? 'Template' : ''}.png`))
  image.setTemplateImage(isMac)
  return image
}

/** The icon in the tray: how things stand, and what must work while the window hangs or is hidden. Returns its end. */
export const openTray = ({ engine, clock, language, resources, actions }: AppTrayParts): (() => void) => {
  let shown = trayFacts(engine, language())
  const tray = new Tray(imageOf(resources, shown.state))
  const menu = () => {
    const t = (key: TextKey) => textIn(language(), key)
    return Menu.buildFromTemplate([
      { id: 'show', label: t('trayShow'), click: actions.show },
      { type: 'separator' },
      { id: 'pause-all', label: t('pauseAll'), click: actions.pauseAll },
      { id: 'kill-switch', label: t('killSwitch'), click: actions.engageKillSwitch },
      {
        id: 'mute',
        label: t('trayMute'),
        type: 'checkbox',
        checked: actions.isMuted(),
        click: actions.toggleMute,
      },
      { type: 'separator' },
      { id: 'quit', label: t('quit'), click: actions.quit },
    ])
  }
  let menuFor = ''
  const refresh = () => {
    const facts = trayFacts(engine, language())
    if (facts.state !== shown.state) tray.setImage(imageOf(resources, facts.state))
    if (facts.tooltip !== shown.tooltip) tray.setToolTip(facts.tooltip)
    shown = facts
    const key = `${language()} ${actions.isMuted()}`
    // A menu that is replaced while it is open would close.
    if (key !== menuFor) tray.setContextMenu(menu())
    menuFor = key
  }
  tray.setToolTip(shown.tooltip)
  refresh()
  tray.on('click', actions.show)
  const ends = [
    clock.every(refreshMs, refresh),
    engine.changes.subscribe(({ kind }) => {
      if (kind === 'engine') refresh()
    }),
  ]
  return () => {
    for (const end of ends) end()
    tray.destroy()
  }
}

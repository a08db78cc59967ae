import type { Language } from '../../src-preload/contract/values.ts'
import type { Engine } from '../engine/engine.ts'
import type { Clock } from '../engine/ports/clock.ts'
import type { Store } from '../engine/ports/store.ts'
import type { SettingsDesk } from './app-settings.ts'
import type { MainWindow } from './main-window.ts'
import { type LeftAlone, leftAlone, quitChoices, quitQuestion } from './quit-question.ts'
import { stopSafely } from './stop-safely.ts'
import { textIn } from './texts.ts'

const explainedKey = 'app.tray-explained'

interface LeavingParts {
  readonly engine: () => Engine | null
  readonly store: () => Store | null
  readonly settings: SettingsDesk
  readonly language: () => Language
  readonly clock: Clock
  /** False where nobody is there to answer a native question. */
  readonly asks: boolean
  readonly window: () => Pick<MainWindow, 'ask' | 'hide' | 'minimise'>
  /** Whether a window that is hidden can be brought back by an icon. */
  readonly hasTray: () => Promise<boolean>
}

/** What leaving means while bots run or positions are open: out of sight, stopped first, or quit all the same. */
export class Leaving {
  readonly #parts: LeavingParts

  constructor(parts: LeavingParts) {
    this.#parts = parts
  }

  /** Null when there is nothing to ask about, or nobody to ask. */
  risk(): readonly LeftAlone[] | null {
    const engine = this.#parts.engine()
    return this.#parts.asks && engine !== null ? leftAlone(engine) : null
  }

  /** True when a closed window only goes out of sight. */
  hidesOnClose(): boolean {
    return this.#parts.settings.read().closeBehaviour === 'tray' && this.risk() !== null
  }

  /** True when the user wants to quit. */
  async confirm(left: readonly LeftAlone[]): Promise<boolean> {
    const { window, language, engine, clock } = this.#parts
    const hasTray = await this.#parts.hasTray()
    const pressed = await window().ask(quitQuestion(language(), left, hasTray))
    const choice = quitChoices[pressed] ?? 'keep'
    if (choice === 'keep' && hasTray) window().hide()
    if (choice === 'keep') return false
    const running = engine()
    if (choice === 'stop' && running !== null) await stopSafely(running, clock)
    return true
  }

  /** Never hidden where no icon could bring it back. The first time it is explained. */
  async goOutOfSight(): Promise<void> {
    const { window, store, language } = this.#parts
    const hasTray = await this.#parts.hasTray()
    const isExplained = store()?.settings.get(explainedKey) !== null
    if (!isExplained) {
      const t = (key: Parameters<typeof textIn>[1]) => textIn(language(), key)
      await window().ask({
        type: 'question',
        message: t('trayTitle'),
        detail: t(hasTray ? 'trayBody' : 'minimisedBody'),
        buttons: [t('understood')],
      })
      store()?.settings.set(explainedKey, 'yes')
    }
    if (hasTray) window().hide()
    else window().minimise()
  }
}

import { type BrowserWindow, dialog } from 'electron'
import { feedChannel } from '../../src-preload/contract/channels.ts'
import type { FeedMessage } from '../../src-preload/contract/feed.ts'
import type { Language, Theme } from '../../src-preload/contract/values.ts'
import type { Clock } from '../engine/ports/clock.ts'
import type { Log } from '../engine/ports/log.ts'
import { ReloadLimit } from './reload-limit.ts'
import { textIn } from './texts.ts'
import { createWindow } from './window.ts'
import type { WindowPlace } from './window-place.ts'
import { within } from './within.ts'

const captureLimitMs = 3_000

interface MainWindowParts {
  readonly log: Log
  readonly clock: Clock
  readonly devUrl: string | null
  readonly language: () => Language
  /** False where nobody is there to answer a native question. */
  readonly asks: boolean
  readonly onVisible: (visible: boolean) => void
  /** The user closes the window; true keeps it. */
  readonly onClose: () => boolean
  /** Heard before the page hears it, so that it works while the page hangs. */
  readonly onKillShortcut: () => void
}

const isKillShortcut = (input: Electron.Input): boolean =>
  input.type === 'keyDown' &&
  !input.isAutoRepeat &&
  (input.control || input.meta) &&
  input.shift &&
  !input.alt &&
  input.key.toLowerCase() === 'x'

/** The one window: shown, told, and brought back when its page dies or hangs; the engine trades on meanwhile. */
export class MainWindow {
  readonly #parts: MainWindowParts
  readonly #reloads = new ReloadLimit()
  #window: BrowserWindow | null = null

  constructor(parts: MainWindowParts) {
    this.#parts = parts
  }

  get isOpen(): boolean {
    return this.#window !== null
  }

  open(theme: Theme, place: WindowPlace | null): void {
    const { onVisible, onClose, onKillShortcut, devUrl } = this.#parts
    const window = createWindow({ theme, place, devUrl })
    this.#window = window
    window.on('hide', () => onVisible(false))
    window.on('minimize', () => onVisible(false))
    window.on('show', () => onVisible(true))
    window.on('restore', () => onVisible(true))
    window.on('close', (event) => {
      if (onClose()) event.preventDefault()
    })
    window.on('closed', () => {
      this.#window = null
    })
    window.webContents.on('before-input-event', (_event, input) => {
      if (isKillShortcut(input)) onKillShortcut()
    })
    window.webContents.on('render-process-gone', (_event, { reason }) => this.#onGone(reason))
    window.on('unresponsive', () => void this.#onHung(window))
  }

  focus(): void {
    const window = this.#window
    if (window === null) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  hide(): void {
    this.#window?.hide()
  }

  minimise(): void {
    this.#window?.minimize()
  }

  send(message: FeedMessage): void {
    if (this.#window !== null && !this.#window.isDestroyed()) {
      this.#window.webContents.send(feedChannel, message)
    }
  }

  reload(): void {
    this.#window?.webContents.reload()
  }

  place(): WindowPlace | null {
    const window = this.#window
    if (window === null || window.isDestroyed()) return null
    return { ...window.getNormalBounds(), maximized: window.isMaximized() }
  }

  /** What the window shows as PNG; null when there is no window or it does not draw in time. */
  async capture(): Promise<Buffer | null> {
    if (this.#window === null) return null
    const picture = this.#window.webContents.capturePage()
    return (await within(this.#parts.clock, captureLimitMs, picture, null))?.toPNG() ?? null
  }

  /** A native question over the window. @returns the place of the pressed button, 0 when it was closed */
  async ask(question: {
    readonly type: 'question' | 'warning'
    readonly message: string
    readonly detail: string
    readonly buttons: readonly string[]
    readonly signal?: AbortSignal
  }): Promise<number> {
    const options = { ...question, buttons: [...question.buttons], defaultId: 0, cancelId: 0, noLink: true }
    if (this.#window === null) return (await dialog.showMessageBox(options)).response
    this.focus()
    return (await dialog.showMessageBox(this.#window, options)).response
  }

  #onGone(reason: string): void {
    const { log, clock, asks, language } = this.#parts
    log.warn('window.gone', { reason })
    if (this.#window === null) return
    if (this.#reloads.take(clock.monotonic())) {
      this.reload()
      return
    }
    log.error('window.keeps-crashing', { reason })
    if (!asks) return
    const t = (key: Parameters<typeof textIn>[1]) => textIn(language(), key)
    const asked = this.ask({
      type: 'warning',
      message: t('crashedTitle'),
      detail: t('crashedBody'),
      buttons: [t('reload'), t('wait')],
    })
    void asked.then((pressed) => {
      if (pressed !== 0) return
      this.#reloads.reset()
      this.reload()
    })
  }

  async #onHung(window: BrowserWindow): Promise<void> {
    const { log, asks, language } = this.#parts
    log.warn('window.unresponsive')
    if (!asks) return
    const answers = new AbortController()
    const onAnswer = () => answers.abort()
    window.once('responsive', onAnswer)
    const t = (key: Parameters<typeof textIn>[1]) => textIn(language(), key)
    const pressed = await this.ask({
      type: 'warning',
      message: t('hungTitle'),
      detail: t('hungBody'),
      buttons: [t('wait'), t('reload')],
      signal: answers.signal,
    })
    window.off('responsive', onAnswer)
    // A page that hangs takes no reload: it is ended, and its end brings it back.
    if (pressed === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
  }
}

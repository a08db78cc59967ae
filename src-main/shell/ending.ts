import type { Clock } from '../engine/ports/clock.ts'
import type { Log } from '../engine/ports/log.ts'
import { messageOf } from './message-of.ts'
import { within } from './within.ts'

/** Closing in order takes well under a second; what takes this long hangs. */
const closeLimitMs = 15_000
/** One Ctrl+C reaches the app more than once; a second wish to quit comes later than that. */
const echoMs = 1_500

export interface EndingParts<Risk> {
  /** What nobody would look after once the app is closed; null when there is nothing to ask about. */
  readonly risk: () => Risk | null
  /** True when the user wants to quit all the same. */
  readonly confirm: (risk: Risk) => Promise<boolean>
  /** Closes everything in order; returns the code to exit with. */
  readonly close: () => Promise<number>
  readonly exit: (code: number) => void
  readonly clock: Clock
  readonly log: Log
}

/** How the app ends: asked first where something is at risk, closed in order, and by force when that hangs. */
export class Ending<Risk> {
  readonly #parts: EndingParts<Risk>
  #state: 'open' | 'asking' | 'closing' = 'open'
  #closingSince = 0

  constructor(parts: EndingParts<Risk>) {
    this.#parts = parts
  }

  get isClosing(): boolean {
    return this.#state === 'closing'
  }

  /** The user wants to quit. A "no" leaves everything as it was. */
  async request(): Promise<void> {
    if (this.#state === 'asking') return
    if (this.#state === 'open') {
      const risk = this.#risk()
      if (risk !== null && !(await this.#isConfirmed(risk))) return
    }
    await this.now()
  }

  /** The window's close button: true when the window has to stay while the user is asked. */
  holdsWindow(): boolean {
    if (this.#state === 'closing') return false
    if (this.#state === 'open' && this.#risk() === null) return false
    void this.request()
    return true
  }

  /** Ends without a question. Asked again while closing hangs, it ends at once. */
  async now(): Promise<void> {
    const { clock, close, exit, log } = this.#parts
    if (this.#state === 'closing') {
      if (clock.monotonic() - this.#closingSince >= echoMs) exit(1)
      return
    }
    this.#state = 'closing'
    this.#closingSince = clock.monotonic()
    const failed = (error: unknown) => {
      log.error('app.quit-failed', { message: messageOf(error) })
      return 1
    }
    const code = await within(clock, closeLimitMs, close(), null).catch(failed)
    if (code === null) log.error('app.quit-hung', { afterMs: closeLimitMs })
    exit(code ?? 1)
  }

  /** A failure to tell the risk must not take the way out. */
  #risk(): Risk | null {
    try {
      return this.#parts.risk()
    } catch (error) {
      this.#parts.log.error('app.risk-unknown', { message: messageOf(error) })
      return null
    }
  }

  async #isConfirmed(risk: Risk): Promise<boolean> {
    this.#state = 'asking'
    try {
      return await this.#parts.confirm(risk)
    } catch (error) {
      this.#parts.log.error('app.quit-question-failed', { message: messageOf(error) })
      return true
    } finally {
      // A signal may have begun to close meanwhile.
      if (this.#state === 'asking') this.#state = 'open'
    }
  }
}

import type { Bot, BotWish } from '../../domain/bots/bot.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import { matters } from '../matters.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { BotRuntime } from '../state/roster.ts'

interface WishesParts {
  readonly store: Store
  readonly clock: Clock
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
}

/** Writes what the user wants of bots, and says so. */
export class Wishes {
  readonly #parts: WishesParts

  constructor(parts: WishesParts) {
    this.#parts = parts
  }

  /** All or none of them, in one transaction; `also` writes what belongs to it. */
  set(
    runtimes: readonly BotRuntime[],
    wish: BotWish,
    reason: Sentence,
    event: string,
    also: () => void = () => {},
  ): void {
    const { store, clock, journal, changes, alerts } = this.#parts
    const wished = runtimes.map((runtime) => {
      const bot: Bot = { ...runtime.bot, wish, wishSince: clock.now(), wishReason: reason, failure: null }
      return { runtime, bot }
    })
    const tell = store.transaction(() => {
      for (const { bot } of wished) {
        store.bots.save(bot)
        journal.write(event, { actor: 'user', botId: bot.id })
      }
      also()
      // Of one bot alone: what is done to all of them is told by the banners.
      const [only] = wished
      return only === undefined || wished.length > 1 ? null : this.#write(only.bot)
    })
    tell?.()
    for (const { runtime, bot } of wished) {
      if (runtime.bot.failure !== null) alerts.resolve(matters.botFailed(bot.id))
      runtime.bot = bot
      changes.announce({ kind: 'bot', id: bot.id })
    }
    if (wished.length > 0) changes.announce({ kind: 'engine' })
  }

  #write({ id, settings, wish, wishReason }: Bot): (() => void) | null {
    if (!wishReason.code.endsWith('-by-user')) return null
    const code = { running: 'started', 'entries-paused': 'paused', stopped: 'stopped', closing: 'stopped' }[
      wish
    ]
    return this.#parts.alerts.write(
      'info',
      sentence(`alert.bot-${code}`, { bot: settings.name }),
      `/bots/${id}`,
    )
  }
}

import type { ErrorCode } from '../../../src-preload/contract/replies.ts'
import type { Language } from '../../../src-preload/contract/values.ts'
import type { BotSettings } from '../../domain/bots/bot.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import type { BotRefusal, GoingLive } from '../../engine/bots/bot-desk.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import { textIn } from '../texts.ts'
import { Arming } from './arming.ts'
import { type Challenge, LiveChallenges } from './live-challenges.ts'

/** A paper bot that is cloned, or a live one that is started again with the settings that it has. */
export type LiveSubject =
  | { readonly kind: 'clone'; readonly settings: BotSettings; readonly live: GoingLive }
  | {
      readonly kind: 'start'
      readonly botId: string
      readonly settings: BotSettings
      /** Accounts besides its own that it may enter through from now on. */
      readonly alsoThrough: readonly string[]
    }
  /** A live bot that trades, with other settings than were confirmed. */
  | { readonly kind: 'edit'; readonly botId: string; readonly settings: BotSettings }

const otherAccountsOf = (subject: Exclude<LiveSubject, { kind: 'edit' }>): readonly string[] =>
  subject.kind === 'clone' ? subject.live.terms.alsoThrough : subject.alsoThrough

interface LiveGuardParts {
  readonly engine: Engine
  readonly clock: Clock
  readonly language: () => Language
}

/** The way to real money: main asks, the user types, a countdown runs, and only then a live bot starts. */
export class LiveGuard {
  readonly #parts: LiveGuardParts
  readonly #challenges: LiveChallenges<LiveSubject>
  readonly arming: Arming
  #refused: { readonly botName: string; readonly code: ErrorCode } | null = null

  constructor(parts: LiveGuardParts) {
    this.#parts = parts
    this.#challenges = new LiveChallenges(parts.clock)
    this.arming = new Arming(parts.clock, () => parts.engine.changes.announce({ kind: 'engine' }))
  }

  /** Why the last bot was not started after its countdown; null when it was. */
  get refused(): { readonly botName: string; readonly code: ErrorCode } | null {
    return this.#refused
  }

  propose(subject: LiveSubject): Result<Challenge<LiveSubject>, BotRefusal | { readonly code: ErrorCode }> {
    const { engine, language } = this.#parts
    const accountId = this.#accountOf(subject)
    if (accountId === null || !this.#areFit(subject, accountId)) return refused({ code: 'NOT_FOUND' })
    // What trades already may be changed whatever its account's state is: that may be why it is changed.
    if (subject.kind !== 'edit') {
      if (!engine.live.isOn) return refused({ code: 'LIVE_OFF' })
      if (!engine.live.isReady(accountId)) return refused({ code: 'NO_LIVE_ACCOUNT' })
    }
    if (subject.kind !== 'start') {
      const ownId = subject.kind === 'edit' ? subject.botId : null
      const refusal = engine.bots.check(subject.settings, accountId, ownId)
      if (refusal !== null) return refused(refusal)
    }
    const phrase = textIn(language(), 'livePhrase', { bot: subject.settings.name })
    return ok(this.#challenges.issue(phrase, subject))
  }

  /** @returns when the bot starts; null for one that was changed at once */
  async confirm(id: string, typed: string): Promise<Result<number | null, ErrorCode>> {
    const { engine } = this.#parts
    const answered = this.#challenges.answer(id, typed)
    if (!answered.ok) return answered
    const subject = answered.value
    const { name } = subject.settings
    if (subject.kind === 'edit') {
      const { botId, settings } = subject
      const updated = await engine.command(({ bots }) => bots.update(botId, settings, true))
      return updated.ok ? ok(null) : refused(updated.error.code)
    }
    this.#refused = null
    const startsAt = this.arming.begin(name, () => void this.#start(subject))
    if (startsAt === null) return refused('WRONG_STATE')
    const accountId = this.#accountOf(subject)
    const accounts = [accountId ?? '', ...otherAccountsOf(subject)].join(', ')
    void engine.command(({ live }) => live.note('live.confirmed', { bot: name, accounts }))
    return ok(startsAt)
  }

  async cancel(): Promise<void> {
    const armed = this.arming.now
    if (!this.arming.cancel() || armed === null) return
    await this.#parts.engine.command(({ live }) => live.note('live.cancelled', { bot: armed.botName }))
  }

  #accountOf(subject: LiveSubject): string | null {
    if (subject.kind === 'clone') return subject.live.accountId
    const bot = this.#parts.engine.roster.get(subject.botId)?.bot
    return bot?.mode === 'live' ? bot.accountId : null
  }

  /** An edit names none: those that were confirmed stay. */
  #areFit(subject: LiveSubject, accountId: string): boolean {
    if (subject.kind === 'edit') return true
    const others = otherAccountsOf(subject)
    return this.#parts.engine.live.canEnterThrough(others, accountId, subject.settings.symbols)
  }

  /** Everything is looked at once more: five seconds are long enough for the account to be lost. */
  async #start(subject: Exclude<LiveSubject, { kind: 'edit' }>): Promise<void> {
    const { engine } = this.#parts
    const accountId = this.#accountOf(subject)
    const code = await engine.command(({ bots, live, roster }): ErrorCode | null => {
      if (!live.isOn) return 'LIVE_OFF'
      if (accountId === null || !live.isReady(accountId)) return 'NO_LIVE_ACCOUNT'
      if (!this.#areFit(subject, accountId)) return 'NO_LIVE_ACCOUNT'
      if (subject.kind === 'start') {
        const now = roster.get(subject.botId)?.bot.settings
        // What was confirmed is what starts, or nothing does.
        if (JSON.stringify(now) !== JSON.stringify(subject.settings)) return 'CONFIRMATION_EXPIRED'
        live.nameAccounts(subject.botId, subject.alsoThrough)
      }
      const id = subject.kind === 'start' ? ok(subject.botId) : bots.create(subject.settings, subject.live)
      if (!id.ok) return id.error.code
      const started = bots.start(id.value, true)
      return started.ok ? null : started.error.code
    })
    this.#refused = code === null ? null : { botName: subject.settings.name, code }
    engine.changes.announce({ kind: 'engine' })
  }
}

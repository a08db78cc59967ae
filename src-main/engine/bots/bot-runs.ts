import type { Bot } from '../../domain/bots/bot.ts'
import { numberOf } from '../../domain/parameters.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import { matters } from '../matters.ts'
import type { Analysis, AnalysisMessage } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { BotRuntime, Roster } from '../state/roster.ts'
import type { EntryRoutes } from './entry-routes.ts'

type WarmUp = Extract<AnalysisMessage, { kind: 'warm-up' }>
type StrategyFailed = Extract<AnalysisMessage, { kind: 'strategy-failed' }>

interface BotRunsParts {
  readonly roster: Roster
  readonly store: Store
  readonly analysis: Analysis
  readonly routes: EntryRoutes
  readonly clock: Clock
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
}

/** Whether the bot's strategy is to run. */
export const works = (bot: Bot): boolean =>
  bot.failure === null && (bot.wish === 'running' || bot.wish === 'entries-paused')

/** The strategies of bots at work in the market workers: given to them, taken back, and what they report. */
export class BotRuns {
  readonly #parts: BotRunsParts
  #version = 0

  constructor(parts: BotRunsParts) {
    this.#parts = parts
  }

  /** Begins a new version of the bot's work: what older ones report is stale. */
  assign(runtime: BotRuntime): void {
    const { analysis, routes } = this.#parts
    const { id, settings } = runtime.bot
    routes.begin(runtime.bot)
    for (const symbol of settings.symbols) {
      this.#version += 1
      runtime.tasks.set(symbol, {
        version: this.#version,
        warmUp: null,
        fillingSince: null,
        readAt: null,
      })
      const { venueId, timeframe, strategyId, parameters } = settings
      analysis.assign({
        botId: id,
        venueId,
        symbol,
        timeframe,
        strategyId,
        parameters,
        readEveryMs: 1_000 * numberOf(settings.limits, 'analysisSeconds'),
        version: this.#version,
      })
    }
  }

  release(runtime: BotRuntime): void {
    this.#parts.routes.end(runtime.bot.id)
    for (const symbol of runtime.tasks.keys()) this.#parts.analysis.release(runtime.bot.id, symbol)
    runtime.tasks.clear()
  }

  onWarmUp(message: WarmUp): void {
    const task = this.#task(message)
    if (task === null) return
    const { have, need, fillingSince } = message
    task.runtime.tasks.set(message.symbol, { ...task.state, warmUp: { have, need }, fillingSince })
    this.#announce(message.botId)
  }

  /** A strategy that throws stops its own bot and no other. */
  onStrategyFailed(message: StrategyFailed): void {
    const task = this.#task(message)
    if (task === null) return
    const { store, clock, journal, alerts } = this.#parts
    const { runtime } = task
    const bot = {
      ...runtime.bot,
      failure: message.message,
      wishSince: clock.now(),
      wishReason: sentence('bot.strategy-failed', { message: message.message }),
    }
    const tell = store.transaction(() => {
      store.bots.save(bot)
      journal.write('bot.failed', { botId: bot.id, facts: { message: message.message } })
      const facts = { bot: bot.settings.name, message: message.message }
      const about = { matter: matters.botFailed(bot.id) }
      return alerts.write('by-mode', sentence('alert.bot-failed', facts), `/bots/${bot.id}`, about)
    })
    runtime.bot = bot
    this.release(runtime)
    tell()
    this.#announce(bot.id)
  }

  #task(message: { botId: string; symbol: string; version: number }) {
    const runtime = this.#parts.roster.get(message.botId)
    const state = runtime?.tasks.get(message.symbol)
    return runtime === undefined || state === undefined || state.version !== message.version
      ? null
      : { runtime, state }
  }

  #announce(id: string): void {
    this.#parts.changes.announce({ kind: 'bot', id })
    this.#parts.changes.announce({ kind: 'engine' })
  }
}

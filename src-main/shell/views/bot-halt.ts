import { entryAccounts } from '../../engine/bots/entry-routes.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Halt } from '../../engine/risk/halt.ts'
import type { BotRuntime } from '../../engine/state/roster.ts'

/** Why a bot that runs may buy none of its pairs; null while it may still buy one. The halt of the first pair stands for all. */
export const botHalt = (engine: Engine, runtime: BotRuntime): Halt | null => {
  const { books, risk } = engine
  const { bot } = runtime
  if (bot.wish !== 'running' || bot.failure !== null) return null
  const halts: Halt[] = []
  for (const symbol of bot.settings.symbols)
    for (const accountId of entryAccounts(books, bot, symbol)) {
      const halt = books.accounts.has(accountId) ? risk.gate.halt(runtime, accountId, symbol) : null
      if (halt === null) return null
      halts.push(halt)
    }
  return halts[0] ?? null
}

const wordsOf = (halt: Halt | null): string =>
  halt === null ? '' : `${halt.since} ${JSON.stringify(halt.reason)}`

/** Which bots came to be halted, are halted no longer, or are halted for another reason than when it was last asked. */
export class HaltChanges {
  readonly #engine: Engine
  readonly #known = new Map<string, string>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  take(): readonly string[] {
    const { roster } = this.#engine
    const changed: string[] = []
    for (const runtime of roster.all()) {
      const { id } = runtime.bot
      const words = wordsOf(botHalt(this.#engine, runtime))
      if (words === (this.#known.get(id) ?? '')) continue
      changed.push(id)
      if (words === '') this.#known.delete(id)
      else this.#known.set(id, words)
    }
    return changed
  }
}

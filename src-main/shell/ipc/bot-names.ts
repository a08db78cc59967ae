import type { Engine } from '../../engine/engine.ts'
import type { Store } from '../../engine/ports/store.ts'

/**
 * Names of bots by their id, also of those that were deleted: their rows are read only when an id comes up that
 * was not known at the last reading.
 */
export class BotNames {
  readonly #roster: Engine['roster']
  readonly #bots: Pick<Store['bots'], 'names'>
  /** Deleted bots, and ids that no bot has, which stand for themselves. */
  readonly #gone = new Map<string, string>()

  constructor(roster: Engine['roster'], bots: Pick<Store['bots'], 'names'>) {
    this.#roster = roster
    this.#bots = bots
  }

  readonly of = (botId: string): string => {
    const known = this.#roster.get(botId)?.bot.settings.name ?? this.#gone.get(botId)
    if (known !== undefined) return known
    for (const [id, name] of this.#bots.names()) this.#gone.set(id, name)
    const name = this.#gone.get(botId) ?? botId
    this.#gone.set(botId, name)
    return name
  }
}

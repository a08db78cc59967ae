import type { WorkerCommand, WorkerReport } from '../../adapters/market-pool/protocol.ts'
import { marketToText } from '../../domain/market/market-text.ts'
import type { VenueConfig } from '../../engine/ports/venue.ts'
import type { OpenVenue, ShardVenue } from './open-venue.ts'

interface VenueDoorParts {
  readonly open: OpenVenue
  readonly report: (report: WorkerReport) => void
  readonly opened: (venue: ShardVenue) => void
}

const venueOf = (command: WorkerCommand): string | null => {
  if (command.kind === 'assign') return command.task.venueId
  return command.kind === 'watch-trades' ||
    command.kind === 'watch-quotes' ||
    command.kind === 'watch-candles'
    ? command.venueId
    : null
}

/** Opens venues. What is asked of one that is still being opened waits until its markets are known. */
export class VenueDoor {
  readonly #parts: VenueDoorParts
  readonly #waiting = new Map<string, WorkerCommand[]>()
  readonly #feeds = new Map<string, ShardVenue>()

  constructor(parts: VenueDoorParts) {
    this.#parts = parts
  }

  /** True when the command is kept for a venue that is being opened. */
  keeps(command: WorkerCommand, open: ReadonlyMap<string, ShardVenue>): boolean {
    const id = venueOf(command)
    if (command.kind === 'release') this.#drop(command.botId, command.symbol)
    if (id === null || open.has(id)) return false
    const waiting = this.#waiting.get(id)
    waiting?.push(command)
    return waiting !== undefined
  }

  takeWaiting(id: string): readonly WorkerCommand[] {
    const waiting = this.#waiting.get(id) ?? []
    this.#waiting.delete(id)
    return waiting
  }

  forget(id: string): void {
    this.#waiting.delete(id)
    this.#feeds.get(id)?.feed.close()
    this.#feeds.delete(id)
  }

  close(): void {
    for (const id of [...this.#feeds.keys()]) this.forget(id)
  }

  /** Answers with the venue and its markets; a feed that cannot be reached now is kept and tried when asked again. */
  async open(question: number, config: VenueConfig, known: ShardVenue | undefined): Promise<void> {
    const { report, opened } = this.#parts
    const answer = (value: Extract<WorkerReport, { kind: 'answer' }>['value']) =>
      report({ kind: 'answer', question, value })
    if (known === undefined && !this.#waiting.has(config.id)) this.#waiting.set(config.id, [])
    try {
      const venue = known ?? this.#feeds.get(config.id) ?? (await this.#parts.open(config))
      if (known === undefined) this.#feeds.set(config.id, venue)
      const markets = await venue.feed.markets()
      if (markets.kind === 'failed') return answer(markets)
      // Another opening of the same venue may have been faster.
      if (this.#feeds.delete(config.id)) opened(venue)
      answer({ kind: 'answered', value: { ...venue.info, markets: markets.value.map(marketToText) } })
    } catch (error) {
      answer({ kind: 'failed', cause: error instanceof Error ? error.message : String(error) })
    }
  }

  #drop(botId: string, symbol: string): void {
    for (const [id, waiting] of this.#waiting) {
      const left = waiting.filter(
        (command) =>
          command.kind !== 'assign' || command.task.botId !== botId || command.task.symbol !== symbol,
      )
      this.#waiting.set(id, left)
    }
  }
}

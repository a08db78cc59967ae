import type { WorkerCommand, WorkerReport } from '../../adapters/market-pool/protocol.ts'
import { marketToText } from '../../domain/market/market-text.ts'
import type { VenueConfig } from '../../engine/ports/venue.ts'
import type { OpenVenue, ShardVenue } from './open-venue.ts'

interface VenueDoorParts {
  readonly open: OpenVenue
  readonly report: (report: WorkerReport) => void
  readonly opened: (venue: ShardVenue) => void
}

/** A venue whose markets are not known yet. */
interface Opening {
  readonly venue: Promise<ShardVenue>
  isDone: boolean
}

const venueOf = (command: WorkerCommand): string | null => {
  if (command.kind === 'assign') return command.task.venueId
  return command.kind === 'watch-trades' ||
    command.kind === 'watch-quotes' ||
    command.kind === 'watch-candles' ||
    command.kind === 'watch-stop' ||
    command.kind === 'end-stop'
    ? command.venueId
    : null
}

/** Opens venues. What is asked of one that is still being opened waits until its markets are known. */
export class VenueDoor {
  readonly #parts: VenueDoorParts
  readonly #waiting = new Map<string, WorkerCommand[]>()
  readonly #openings = new Map<string, Opening>()

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

  /** A venue that is closed while it is being opened never opens; one opened anew under its name is another. */
  forget(id: string): void {
    this.#waiting.delete(id)
    const opening = this.#openings.get(id)
    this.#openings.delete(id)
    opening?.venue.then(
      ({ feed }) => feed.close(),
      () => {
        // Who asked has been told, and there is nothing to close.
      },
    )
  }

  close(): void {
    for (const id of [...this.#openings.keys()]) this.forget(id)
  }

  /** Answers with the venue and its markets; a feed that cannot be reached now is kept and tried when asked again. */
  async open(question: number, config: VenueConfig, known: ShardVenue | undefined): Promise<void> {
    const answer = (value: Extract<WorkerReport, { kind: 'answer' }>['value']) =>
      this.#parts.report({ kind: 'answer', question, value })
    const opening = known === undefined ? this.#opening(config) : { venue: known, isDone: true }
    try {
      const venue = await opening.venue
      const markets = await venue.feed.markets()
      if (markets.kind === 'failed') return answer(markets)
      // Another who asked for the same venue may have been faster.
      if (!opening.isDone) {
        if (this.#openings.get(config.id) !== opening) throw new Error('the venue was closed meanwhile')
        this.#openings.delete(config.id)
        opening.isDone = true
        this.#parts.opened(venue)
      }
      answer({ kind: 'answered', value: { ...venue.info, markets: markets.value.map(marketToText) } })
    } catch (error) {
      answer({ kind: 'failed', cause: error instanceof Error ? error.message : String(error) })
    }
  }

  #opening(config: VenueConfig): Opening {
    const { id } = config
    const known = this.#openings.get(id)
    if (known !== undefined) return known
    if (!this.#waiting.has(id)) this.#waiting.set(id, [])
    const opening: Opening = { venue: this.#parts.open(config), isDone: false }
    this.#openings.set(id, opening)
    opening.venue.catch(() => {
      // There is no feed to try again: the next who asks has it made anew.
      if (this.#openings.get(id) === opening) this.#openings.delete(id)
    })
    return opening
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

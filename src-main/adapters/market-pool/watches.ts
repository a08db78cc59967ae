import type { WorkerCommand } from './protocol.ts'

type WatchCommand = Extract<WorkerCommand, { readonly on: boolean }>
type WithoutOn<T> = T extends unknown ? Omit<T, 'on'> : never
/** A stream of one pair that someone wants. */
export type Watch = WithoutOn<WatchCommand>

interface Watched {
  readonly watch: Watch
  users: number
}

const keyOf = (watch: Watch): string =>
  `${watch.kind} ${watch.venueId} ${watch.symbol} ${watch.kind === 'watch-candles' ? watch.timeframe : ''}`

export const commandOf = (watch: Watch, on: boolean): WatchCommand => ({ ...watch, on })

/** Counts the users of streams and says when the first comes and the last goes. */
export class Watches {
  readonly #watched = new Map<string, Watched>()
  readonly #turn: (watch: Watch, on: boolean) => void

  constructor(turn: (watch: Watch, on: boolean) => void) {
    this.#turn = turn
  }

  /** Everything at the venue that has a user now. */
  of(venueId: string): readonly Watch[] {
    return [...this.#watched.values()].map(({ watch }) => watch).filter((watch) => watch.venueId === venueId)
  }

  /** Returns the function that ends this use; a second call of it does nothing. */
  begin(watch: Watch): () => void {
    const key = keyOf(watch)
    const watched = this.#watched.get(key) ?? { watch, users: 0 }
    this.#watched.set(key, watched)
    watched.users += 1
    if (watched.users === 1) this.#turn(watch, true)
    let ended = false
    return () => {
      if (ended) return
      ended = true
      watched.users -= 1
      if (watched.users > 0) return
      this.#watched.delete(key)
      this.#turn(watch, false)
    }
  }
}

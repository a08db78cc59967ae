import type { CandleFile } from '../../adapters/store/candle-store.ts'
import type { CandleBatch, CandleSeriesName } from '../../engine/ports/candle-store.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Log } from '../../engine/ports/log.ts'

/** What comes within this time is written together, */
const flushMs = 250
/** unless it is so much already. */
const flushCandles = 500
/** After a failure: a full disk is not helped by trying on. */
const restMs = 10_000
const trimEveryMs = 3_600_000

interface CandleWriterParts {
  readonly store: CandleFile
  readonly clock: Clock
  readonly log: Log
}

interface Waiting {
  readonly batch: CandleBatch
  readonly done: () => void
}

/**
 * Writes candles in batches of one transaction each. What cannot be written is given up, counted and logged: candles
 * can be fetched again. What waits is bounded by those who send, see SharedCandles.
 */
export class CandleWriter {
  readonly #parts: CandleWriterParts
  readonly #endTrim: () => void
  #waiting: Waiting[] = []
  #candles = 0
  #cancelFlush: (() => void) | null = null
  #restsUntil = 0

  constructor(parts: CandleWriterParts) {
    this.#parts = parts
    this.#endTrim = parts.clock.every(trimEveryMs, () => this.#trim())
    this.#trim()
  }

  /** @param done called when nothing more will become of the batch: it is on disk, or given up */
  keep(batch: CandleBatch, done: () => void): void {
    const { clock } = this.#parts
    this.#waiting.push({ batch, done })
    this.#candles += batch.candles.length
    const rest = this.#restsUntil - clock.monotonic()
    if (rest <= 0 && this.#candles >= flushCandles) this.flush()
    else this.#cancelFlush ??= clock.after(Math.max(rest, flushMs), () => this.flush())
  }

  /** Someone could not read the series: a file that is broken there is thrown away. */
  check(series: CandleSeriesName): void {
    this.#safely('candles.not-checked', 0, () => this.#parts.store.check(series))
  }

  /** Writes all that waits. */
  flush(): void {
    this.#cancelFlush?.()
    this.#cancelFlush = null
    const [waiting, candles] = [this.#waiting, this.#candles]
    this.#waiting = []
    this.#candles = 0
    if (waiting.length === 0) return
    this.#safely('candles.not-kept', candles, () =>
      this.#parts.store.saveAll(waiting.map(({ batch }) => batch)),
    )
    for (const { done } of waiting) done()
  }

  /** Writes what waits and closes the file. */
  close(): void {
    this.#endTrim()
    this.flush()
    this.#parts.store.close()
  }

  #trim(): void {
    const { store, clock } = this.#parts
    this.#safely('candles.not-trimmed', 0, () => store.trim(clock.now()))
  }

  #safely(failure: string, candles: number, work: () => void): void {
    const { clock, log } = this.#parts
    try {
      work()
      this.#restsUntil = 0
    } catch (error) {
      this.#restsUntil = clock.monotonic() + restMs
      log.warn(failure, { candles, message: error instanceof Error ? error.message : String(error) })
    }
  }
}

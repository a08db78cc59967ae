import type { CandleReader } from '../../adapters/store/candle-reader.ts'
import { isCorruption } from '../../adapters/store/inspect.ts'
import type { ClosedCandle } from '../../domain/market/candle.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { CandleBatch, CandleSeriesName, CandleStore } from '../../engine/ports/candle-store.ts'
import type { Log } from '../../engine/ports/log.ts'
import type { CandleNote, CandleReply } from '../candles/candle-port.ts'

/** Candles that may wait for the writer: a first start fetches a thousand for each of many pairs at once. */
const mostWaiting = 50_000

interface SharedCandlesParts {
  readonly reader: CandleReader
  readonly log: Log
}

interface Waiting {
  readonly number: number
  readonly batch: CandleBatch
}

/**
 * market.db as a market worker has it: read here, written by the candle writer. What was saved is read back at once,
 * also while it waits. Beyond its bound the newest is not kept, counted and logged: it can be fetched again.
 */
export class SharedCandles implements CandleStore {
  readonly #parts: SharedCandlesParts
  readonly #waiting: Waiting[] = []
  #candles = 0
  #saved = 0
  #dropped = 0
  #send: ((note: CandleNote) => void) | null = null

  constructor(parts: SharedCandlesParts) {
    this.#parts = parts
  }

  /** A writer is there: it is sent all that waits, what the one before it may have written included. */
  connect(send: (note: CandleNote) => void): void {
    this.#send = send
    for (const { number, batch } of this.#waiting) send({ kind: 'keep', number, batch })
  }

  /** The writer is gone: what is saved waits for the next. */
  disconnect(): void {
    this.#send = null
  }

  onReply(reply: CandleReply): void {
    if (reply.kind === 'let-go') this.#parts.reader.letGo()
    else this.#onDone(reply.number)
  }

  save(venueId: string, symbol: string, timeframe: Timeframe, candles: readonly ClosedCandle[]): void {
    if (candles.length === 0) return
    if (this.#candles + candles.length > mostWaiting) {
      if (this.#dropped === 0) this.#parts.log.warn('candles.writer-behind', { waiting: this.#candles })
      this.#dropped += candles.length
      return
    }
    this.#saved += 1
    this.#candles += candles.length
    const batch = { venueId, symbol, timeframe, candles }
    this.#waiting.push({ number: this.#saved, batch })
    this.#send?.({ kind: 'keep', number: this.#saved, batch })
  }

  load(
    venueId: string,
    symbol: string,
    timeframe: Timeframe,
    before: number | null,
    limit: number,
  ): readonly ClosedCandle[] {
    const kept = this.#read({ venueId, symbol, timeframe }, before, limit)
    const waiting = this.#waiting.filter(
      ({ batch }) => batch.venueId === venueId && batch.symbol === symbol && batch.timeframe === timeframe,
    )
    if (waiting.length === 0) return kept
    const byTime = new Map(kept.map((candle) => [candle.openTime, candle]))
    for (const candle of waiting.flatMap(({ batch }) => batch.candles)) {
      const known = byTime.get(candle.openTime)
      const isMadeUp = candle.provenance === 'synthetic' && known !== undefined
      if (isMadeUp && known.provenance !== 'synthetic') continue
      if (before === null || candle.openTime < before) byTime.set(candle.openTime, candle)
    }
    const all = [...byTime.values()].sort((a, b) => a.openTime - b.openTime)
    return limit <= 0 ? [] : all.slice(-limit)
  }

  close(): void {
    this.#parts.reader.letGo()
  }

  #read(series: CandleSeriesName, before: number | null, limit: number): readonly ClosedCandle[] {
    const { reader } = this.#parts
    try {
      return reader.load(series.venueId, series.symbol, series.timeframe, before, limit)
    } catch (error) {
      reader.letGo()
      if (!isCorruption(error)) throw error
      this.#send?.({ kind: 'unreadable', series })
      return []
    }
  }

  #onDone(number: number): void {
    for (let first = this.#waiting[0]; first !== undefined && first.number <= number; ) {
      this.#waiting.shift()
      this.#candles -= first.batch.candles.length
      first = this.#waiting[0]
    }
    if (this.#dropped === 0 || this.#candles > mostWaiting / 2) return
    this.#parts.log.warn('candles.dropped', { candles: this.#dropped })
    this.#dropped = 0
  }
}

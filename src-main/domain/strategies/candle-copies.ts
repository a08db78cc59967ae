import type { Own } from '../indicators/indicator.ts'
import type { Candle, ClosedCandle, FormingCandle, Provenance } from '../market/candle.ts'

/** Of either kind in one layout; written out, since fields spread from elsewhere would box what is written into them. */
const blank = <Closed extends boolean>(closed: Closed) => ({
  openTime: Number.NaN,
  open: Number.NaN,
  high: Number.NaN,
  low: Number.NaN,
  close: Number.NaN,
  volume: Number.NaN,
  closed,
  provenance: 'synthetic' as Provenance,
})

const copyValues = (candle: Candle, to: Own<Candle>): void => {
  to.openTime = candle.openTime
  to.open = candle.open
  to.high = candle.high
  to.low = candle.low
  to.close = candle.close
  to.volume = candle.volume
}

/**
 * Candles as all indicators read them: copies in two objects that are written over. Candles are made in many places, and
 * code that has met objects of many layouts takes half as long again, or twice.
 */
export class CandleCopies {
  readonly #closed: Own<ClosedCandle> = blank(true)
  readonly #forming: Own<FormingCandle> = blank(false)

  closed(candle: ClosedCandle): ClosedCandle {
    copyValues(candle, this.#closed)
    this.#closed.provenance = candle.provenance
    return this.#closed
  }

  forming(candle: FormingCandle): FormingCandle {
    copyValues(candle, this.#forming)
    return this.#forming
  }
}

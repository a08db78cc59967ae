import type { ClosedCandle, FormingCandle } from '../../../../src-main/domain/market/candle.ts'
import { recordedCandles } from '../../../support/recorded-market.ts'

interface Values {
  readonly openTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

/** Closed or in progress in one layout, as the app's indicators read them. */
const candleOf = <Closed extends boolean>(values: Values, closed: Closed) => {
  const { openTime, open, high, low, close, volume } = values
  return { openTime, open, high, low, close, volume, closed, provenance: 'stream' as const }
}

/** Two days of BTC/USDT by the minute. */
export const minutes: readonly ClosedCandle[] = recordedCandles('btc-usdt-1m-2021-02-19').map(
  ({ openTime, open, high, low, close, volume }) => {
    const prices = { open: Number(open), high: Number(high), low: Number(low), close: Number(close) }
    return candleOf({ openTime, ...prices, volume: Number(volume) }, true)
  },
)

/** After so many everything is defined, the volume profile last. */
export const warmUp = 300

const steps = 16

/** The candle in progress as it goes from its open by its low and its high to its close. */
export const ticksOf = ({
  openTime,
  open,
  high,
  low,
  close,
  volume,
}: ClosedCandle): readonly FormingCandle[] => {
  const path = [open, low, high, close]
  return Array.from({ length: steps }, (_, index) => {
    const way = (3 * (index + 1)) / steps
    const [from = close, to = close] = [path[Math.floor(way)], path[Math.floor(way) + 1]]
    const price = from + (to - from) * (way % 1)
    const values = {
      openTime,
      open,
      high: way > 2 ? high : Math.max(open, price),
      low: way > 1 ? low : Math.min(open, price),
      close: price,
      volume: (volume * (index + 1)) / steps,
    }
    return candleOf(values, false)
  })
}

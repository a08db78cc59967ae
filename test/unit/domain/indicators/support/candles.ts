import fc from 'fast-check'
import type { Candle, ClosedCandle, FormingCandle } from '../../../../../src-main/domain/market/candle.ts'
import { seededRandom } from '../../../../../src-main/domain/random.ts'
import { closedCandle, day } from '../../../../support/candles.ts'
import { recordedCandles } from '../../../../support/recorded-market.ts'

const minute = 60_000

export const forming = ({ closed: _, ...candle }: Candle): FormingCandle => ({
  openTime: candle.openTime,
  open: candle.open,
  high: candle.high,
  low: candle.low,
  close: candle.close,
  volume: candle.volume,
  closed: false,
})

export const recorded = (name: string): readonly ClosedCandle[] =>
  recordedCandles(name).map(({ openTime, open, high, low, close, volume }) =>
    closedCandle(openTime, {
      open: Number(open),
      high: Number(high),
      low: Number(low),
      close: Number(close),
      volume: Number(volume),
    }),
  )

/** A candle that goes from its open by these parts of it. */
const moved = (openTime: number, open: number, moves: readonly [number, number, number], volume: number) => {
  const [toClose, above, below] = moves
  const close = open * (1 + toClose)
  const high = Math.max(open, close) * (1 + above)
  const low = Math.min(open, close) * (1 - below)
  return closedCandle(openTime, { open, high, low, close, volume })
}

const move = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: -0.02, max: 0.02, noNaN: true }) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.double({ min: -0.5, max: 1, noNaN: true }) },
)
const wick = fc.oneof(fc.double({ min: 0, max: 0.01, noNaN: true }), fc.constant(0))
const volume = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: 0.001, max: 1_000, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(0) },
)

/** Many markets: calm, wild, dead for a while, without volume, with minutes missing; prices from 10⁻¹² to 10¹². */
export const markets = (minLength: number, maxLength: number): fc.Arbitrary<readonly ClosedCandle[]> =>
  fc
    .tuple(
      fc.constantFrom(1e-12, 0.003, 1, 100, 50_000, 1e12),
      fc.array(
        fc.record({
          moves: fc.tuple(move, wick, wick),
          volume,
          missing: fc.constantFrom(0, 0, 0, 1, 3, 1_500),
        }),
        { minLength, maxLength },
      ),
    )
    .map(([start, steps]) => {
      let price: number = start
      let time = day
      return steps.map(({ moves, volume: traded, missing }) => {
        time += (1 + missing) * minute
        const candle = moved(time, price, moves, traded)
        // Prices that run away would leave the range of numbers instead of testing anything.
        price = candle.close > start * 1e6 || candle.close < start * 1e-6 ? start : candle.close
        return candle
      })
    })

/** A price that wanders for as long as wanted, each time the same. */
export function* wandering(seed: number, count: number): Generator<ClosedCandle> {
  const random = seededRandom(seed)
  let price = 20_000
  for (let index = 0; index < count; index += 1) {
    const pull = (Math.log(20_000) - Math.log(price)) * 1e-5
    const moves = [pull + (random() - 0.5) * 0.004, random() * 0.001, random() * 0.001] as const
    const candle = moved(day + index * minute, price, [...moves], Math.floor(random() * 2 ** 20) / 2 ** 10)
    price = candle.close
    yield candle
  }
}

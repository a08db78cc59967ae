import type { ClosedCandle } from '../../../domain/market/candle.ts'
import type { Trade } from '../../../domain/market/market.ts'
import { seededRandom, seedOf } from '../../../domain/random.ts'

const minute = 60_000

/**
 * The trades that a recorded minute becomes: open, the extreme nearer to it, the other extreme, close. Their
 * amounts add up to the candle's volume (the last one takes the rest); moments and amounts come from the seed.
 */
export const candleTicks = (symbol: string, candle: ClosedCandle, seed: number): readonly Trade[] => {
  const random = seededRandom(seedOf(seed, symbol, candle.openTime))
  const lowFirst = candle.open - candle.low <= candle.high - candle.open
  const path = [
    candle.open,
    lowFirst ? candle.low : candle.high,
    lowFirst ? candle.high : candle.low,
    candle.close,
  ]
  const times = [0, 8_000 + random() * 16_000, 28_000 + random() * 16_000, minute - 1 - random() * 4_000]
  const weights = path.map(() => 0.5 + random())
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let rest = candle.volume
  return path.map((price, index) => {
    const amount = index === path.length - 1 ? rest : (candle.volume * (weights[index] ?? 0)) / total
    rest = Math.max(0, rest - amount)
    return { symbol, price, amount, time: candle.openTime + Math.floor(times[index] ?? 0) }
  })
}

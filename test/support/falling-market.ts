import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SymbolOptions } from './exchange-simulator/market/symbols.ts'

const minute = 60_000
const dayOfMinutes = 1_440
/** Moves of four minutes that come again and again: two of rise, then more than all of it is lost. */
const moves = [0.002, 0.002, -0.003, -0.003]
const header = 'timestamp_ms,open,high,low,close,volume'

/**
 * Records a market that falls for the day before the time and the day after: what is bought when it rises is sold for
 * less.
 * @param folder the exchange simulator's folder of recordings
 * @returns the pair to list
 */
export const recordFallingMarket = (folder: string, symbol: string, time: number): SymbolOptions => {
  const from = Math.floor(time / minute) * minute - dayOfMinutes * minute
  const rows = [header]
  let open = 100
  for (let index = 0; index < 2 * dayOfMinutes; index += 1) {
    const close = open * (1 + (moves[index % moves.length] ?? 0))
    rows.push(
      [from + index * minute, open, Math.max(open, close), Math.min(open, close), close, 50_000].join(),
    )
    open = close
  }
  const file = 'falling-market.csv'
  writeFileSync(join(folder, file), rows.join('\n'))
  return { symbol, file }
}

import type { SymbolMarket } from '../market/symbol-market.ts'
import type { StepCandle } from '../market/tape.ts'

export interface CandleQuery {
  readonly span: number
  /** Open times, both inclusive; null for as far back as the limit goes, or up to now. */
  readonly from: number | null
  readonly to: number | null
  readonly limit: number
  /** Which end the limit keeps when a start is given. */
  readonly keep: 'oldest' | 'newest'
}

/** Candles in order of time, the one in progress included. */
export const candlesFor = (symbol: SymbolMarket, query: CandleQuery): readonly StepCandle[] => {
  const { span, limit } = query
  const to = Math.min(query.to ?? symbol.time, symbol.time)
  const lastOpen = Math.floor(to / span) * span
  const back = lastOpen - (limit - 1) * span
  const wanted = query.from === null ? back : query.from
  if (query.keep === 'oldest') {
    const from = Math.ceil(wanted / span) * span
    return symbol.candles(span, from, Math.min(lastOpen, from + (limit - 1) * span))
  }
  return symbol.candles(span, Math.max(wanted, back), lastOpen)
}

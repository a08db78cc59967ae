import { binanceWire } from './wire/binance.ts'
import { bybitWire } from './wire/bybit.ts'
import { okxWire } from './wire/okx.ts'
import type { Wire } from './wire/wire.ts'

/** What is particular about an exchange beyond what ccxt unifies. */
export interface Dialect {
  readonly id: string
  readonly name: string
  readonly wire: Wire
  /** Weight that may be spent in a window of `windowMs`, well below the exchange's own limit. */
  readonly capacity: number
  readonly windowMs: number
  readonly marketsWeight: number
  /** Pairs that one subscription may name: ccxt sends a whole list in one message. */
  readonly pairsPerSubscription: number
  readonly candlesPerRequest: number
  readonly candlesWeight: number
  /** Name of ccxt's handler that takes the trades of the stream. */
  readonly tradesHandler: 'handleTrade' | 'handleTrades'
}

/** Limits from the exchanges' own documents: Binance 6,000 weight a minute, Bybit 600 requests in 5 s, OKX 40 in 2 s. */
export const dialects: Readonly<Record<'binance' | 'bybit' | 'okx', Dialect>> = {
  binance: {
    id: 'binance',
    name: 'Binance',
    wire: binanceWire,
    capacity: 3_000,
    windowMs: 60_000,
    pairsPerSubscription: 200,
    marketsWeight: 20,
    candlesPerRequest: 1_000,
    candlesWeight: 2,
    tradesHandler: 'handleTrade',
  },
  bybit: {
    id: 'bybit',
    name: 'Bybit',
    wire: bybitWire,
    capacity: 300,
    windowMs: 5_000,
    pairsPerSubscription: 10,
    marketsWeight: 1,
    candlesPerRequest: 1_000,
    candlesWeight: 1,
    tradesHandler: 'handleTrades',
  },
  okx: {
    id: 'okx',
    name: 'OKX',
    wire: okxWire,
    capacity: 20,
    windowMs: 2_000,
    pairsPerSubscription: 100,
    marketsWeight: 1,
    candlesPerRequest: 100,
    candlesWeight: 1,
    tradesHandler: 'handleTrades',
  },
}

export type DialectId = keyof typeof dialects

export const isDialectId = (text: string): text is DialectId => Object.hasOwn(dialects, text)

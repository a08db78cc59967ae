import { type CcxtClass, type CcxtExchange, type CcxtSettings, createCcxt } from './ccxt-exchange.ts'
import type { Intake, IntakeParts } from './intake.ts'
import type { BudgetOptions } from './request-budget.ts'
import { requestDeadlineMs } from './requests.ts'
import { StreamIntake, type TradesHandler } from './stream-intake.ts'
import { binanceWire } from './wire/binance.ts'
import { bybitWire } from './wire/bybit.ts'
import { okxWire } from './wire/okx.ts'
import type { Wire } from './wire/wire.ts'

/** What is particular about an exchange beyond what ccxt unifies. */
export interface Dialect {
  readonly id: string
  readonly name: string
  /** Weight that data may spend in a window of `windowMs`: half of the exchange's own limit. */
  readonly capacity: number
  readonly windowMs: number
  readonly marketsWeight: number
  /** Until all that its markets are told in has been answered. */
  readonly marketsDeadlineMs: number
  /** Pairs that one subscription may name: ccxt sends a whole list in one message. */
  readonly pairsPerSubscription: number
  /** False where candles are made here, of the trades that are streamed. */
  readonly streamsCandles: boolean
  /** Pairs that may be watched at a time. */
  readonly mostPairs: number
  readonly candlesPerRequest: number
  readonly candlesWeight: number
  /** Levels of each side of an order book that are asked for; undefined: as many as the exchange likes to tell. */
  readonly bookDepth: number | undefined
  readonly bookWeight: number
  /** Whether candles can be asked for up to a time. */
  readonly takesUntil: boolean
  /** Whether it tells its time when asked; else it is told by its trades. */
  readonly tellsTime: boolean
  /** Weight that a reply's headers say is used up in the running window; null when they do not say. */
  readonly usedWeight: Wire['usedWeight']
  readonly create: (exchangeClass: CcxtClass, settings: CcxtSettings) => CcxtExchange
  readonly openIntake: (parts: IntakeParts) => Intake
}

const spokenIn = (wire: Wire, tradesHandler: TradesHandler) => ({
  marketsDeadlineMs: requestDeadlineMs,
  takesUntil: true,
  tellsTime: true,
  // What a bot takes lies within them, and Binance weighs no more for so many.
  bookDepth: 50,
  streamsCandles: true,
  mostPairs: Number.POSITIVE_INFINITY,
  usedWeight: wire.usedWeight,
  create: createCcxt,
  openIntake: (parts: IntakeParts) => new StreamIntake(parts, wire, tradesHandler),
})

/**
 * Weight that all accounts together may spend in the same window; data and accounts run in different threads and do
 * not count together. What each spends by itself cannot add up to more than the limit, whatever it knows of the other.
 * Where replies tell how much this computer has spent, both take that over as well: then accounts may go on up to nine
 * tenths of the limit, and data stop at half of it, so that accounts come first.
 */
export const accountShares: Readonly<Record<DialectId, Omit<BudgetOptions, 'clock' | 'windowMs'>>> = {
  binance: { capacity: 5_400, ownCapacity: 3_000 },
  bybit: { capacity: 270 },
  okx: { capacity: 16 },
}

/** Limits from the exchanges' own documents: Binance 6,000 weight a minute, Bybit 600 requests in 5 s, OKX 40 in 2 s. */
export const dialects: Readonly<Record<'binance' | 'bybit' | 'okx', Dialect>> = {
  binance: {
    id: 'binance',
    name: 'Binance',
    capacity: 3_000,
    windowMs: 60_000,
    pairsPerSubscription: 200,
    marketsWeight: 20,
    candlesPerRequest: 1_000,
    candlesWeight: 2,
    bookWeight: 5,
    ...spokenIn(binanceWire, 'handleTrade'),
  },
  bybit: {
    id: 'bybit',
    name: 'Bybit',
    capacity: 300,
    windowMs: 5_000,
    pairsPerSubscription: 10,
    marketsWeight: 1,
    candlesPerRequest: 1_000,
    candlesWeight: 1,
    bookWeight: 1,
    ...spokenIn(bybitWire, 'handleTrades'),
  },
  okx: {
    id: 'okx',
    name: 'OKX',
    capacity: 20,
    windowMs: 2_000,
    pairsPerSubscription: 100,
    marketsWeight: 1,
    candlesPerRequest: 100,
    candlesWeight: 1,
    bookWeight: 1,
    ...spokenIn(okxWire, 'handleTrades'),
  },
}

export type DialectId = keyof typeof dialects

export const isDialectId = (text: string): text is DialectId => Object.hasOwn(dialects, text)

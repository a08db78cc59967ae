import { type CcxtClass, type CcxtExchange, type CcxtSettings, makeCcxt } from '../ccxt-exchange.ts'
import type { Dialect } from '../dialects.ts'
import { UnifiedIntake } from './unified-intake.ts'

const windowMs = 60_000
/** Share of the requests that the class itself holds to be allowed. */
const share = 0.5
/** A minute takes one request for each pair, and others when it is quiet or missed. */
const requestsPerPair = 3
const mostPairs = 20
/** Some tell each market in an answer of its own. */
const marketsDeadlineMs = 60_000
const mostCandles = 1_000
const usualCandles = 100

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Requests are paced by the class's own limiter, which knows what each of them costs. */
const createUnified = (exchangeClass: CcxtClass, settings: CcxtSettings): CcxtExchange => {
  const exchange = makeCcxt(exchangeClass, settings, {})
  const { fetchMarkets: choice } = exchange.options
  if (isRecord(choice) && Array.isArray(choice.types) && choice.types.includes('spot')) {
    exchange.options.fetchMarkets = { ...choice, types: ['spot'] }
  }
  const fetchMarkets = exchange.fetchMarkets.bind(exchange)
  exchange.fetchMarkets = async () => {
    // Some classes read the markets by what is known of the currencies, as ccxt itself would ask for them before.
    if (exchange.has.fetchCurrencies === true) {
      exchange.options.cachedCurrencies = await exchange.fetchCurrencies().catch(() => ({}))
    }
    return fetchMarkets()
  }
  return exchange
}

/** For an exchange of which nothing is known but what ccxt unifies: limits from its class, as few requests as can be. */
export const unifiedDialect = (exchangeClass: CcxtClass): Dialect => {
  const { id, name, has, features, rateLimit } = new exchangeClass({})
  const capacity = Math.max(1, Math.floor((share * windowMs) / rateLimit))
  const pairs = Math.max(1, Math.min(mostPairs, Math.floor(capacity / requestsPerPair)))
  return {
    id,
    name,
    capacity,
    windowMs,
    marketsWeight: 1,
    marketsDeadlineMs,
    pairsPerSubscription: has.watchTradesForSymbols === true ? pairs : 1,
    mostPairs: pairs,
    candlesPerRequest: Math.min(mostCandles, features?.spot?.fetchOHLCV?.limit ?? usualCandles),
    candlesWeight: 1,
    // Some refuse any other number than a few of their own.
    bookDepth: undefined,
    bookWeight: 1,
    takesUntil: false,
    tellsTime: has.fetchTime === true,
    streamsCandles: false,
    usedWeight: () => null,
    create: createUnified,
    openIntake: (parts) => new UnifiedIntake(parts),
  }
}

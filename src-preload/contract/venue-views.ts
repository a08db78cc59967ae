import { z } from 'zod'
import { exchangeIds, networks } from './exchanges.ts'
import { decimalText, epochMs, identifier, symbol, timeframe } from './values.ts'

/** How well an exchange is heard; null for a replay. */
export const venueHealth = z.object({
  /** Round trip of REST requests in the last minutes, ms; null before the first. */
  latencyP50: z.number().nullable(),
  latencyP95: z.number().nullable(),
  /** How often its streams had to be opened anew. */
  reconnects: z.number().int(),
  /** Request weight spent in the running window, and what may be spent. */
  weightUsed: z.number(),
  weightLimit: z.number(),
  /** REST requests sent, and answers given from memory instead. */
  requests: z.number().int(),
  cacheHits: z.number().int(),
  cacheMisses: z.number().int(),
  /** Trades and messages of the stream that could not be true and were left out. */
  dropped: z.number().int(),
  /** Requests that had to wait for the budget. */
  waits: z.number().int(),
  /** Nothing is sent before this time because the exchange said so, by this computer's clock. */
  pausedUntil: epochMs.nullable(),
  /** Exchange's clock less this computer's, ms. */
  clockOffsetMs: z.number().nullable(),
  /** The last failure while it is not live. */
  error: z.string().nullable(),
})

/**
 * waiting: nothing heard yet; quiet: silent because nothing trades; stale: silent, and nobody knows why;
 * halted, delisted: the exchange does not trade it.
 */
export const pairTrouble = z.object({
  symbol,
  state: z.enum(['waiting', 'quiet', 'stale', 'halted', 'delisted']),
  /** By this computer's clock. */
  since: epochMs,
})

/** Candles of one pair and timeframe that are held, without a hole from the oldest to the newest. */
export const seriesCoverage = z.object({
  symbol,
  timeframe,
  /** False while history or a hole is being fetched. */
  ready: z.boolean(),
  /** Open times of the oldest and the newest closed candle. */
  from: epochMs.nullable(),
  until: epochMs.nullable(),
  /** Candles by where they came from: heard, fetched later, made up because nothing traded. */
  stream: z.number().int(),
  backfilled: z.number().int(),
  synthetic: z.number().int(),
  /** Holes noticed and filled, and candles that the exchange told otherwise later. */
  holes: z.number().int(),
  corrections: z.number().int(),
  /** One-minute candles of the pair compared with the trades heard, and those of them that were not equal. */
  checked: z.number().int(),
  differed: z.number().int(),
})

export const venueView = z.object({
  id: identifier,
  name: z.string(),
  kind: z.enum(['replay', 'exchange']),
  exchangeId: z.enum(exchangeIds).nullable(),
  /** "live" for a replay. */
  network: z.enum(networks),
  /** Where it is reached when not at its usual addresses. */
  addresses: z.object({ restUrl: z.string().nullable(), wsUrl: z.string().nullable() }).optional(),
  health: venueHealth.nullable(),
  state: z.enum(['connecting', 'live', 'stale', 'down']),
  /** How many pairs are listened to, and those of them that are not simply live, at most 200. */
  pairsListened: z.number().int(),
  pairsNotLive: z.array(pairTrouble),
  /** Market time over wall time, 1 for a real exchange. */
  speed: z.number(),
  /** When the last tick was seen, by this computer's clock. */
  lastTickAt: epochMs.nullable(),
  /** Time on the market's own clock (in a replay: the recorded time). */
  marketTime: epochMs.nullable(),
})

export const quoteView = z.object({
  symbol,
  last: decimalText,
  /** Exchange's time of the last trade. */
  time: epochMs,
})

export type VenueView = z.infer<typeof venueView>
export type VenueHealth = z.infer<typeof venueHealth>
export type PairTrouble = z.infer<typeof pairTrouble>
export type SeriesCoverage = z.infer<typeof seriesCoverage>
export type QuoteView = z.infer<typeof quoteView>

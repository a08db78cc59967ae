import { z } from 'zod'
import { alertView } from './alert-view.ts'
import { killStepView } from './kill-views.ts'
import { positionView } from './position-view.ts'
import { reconciliationView } from './reconciliation-views.ts'
import { botLimits, breakerView, limitsView } from './risk-views.ts'
import { epochMs, identifier, symbol, timeframe } from './values.ts'
import { quoteView } from './venue-views.ts'
import {
  appSettings,
  balanceView,
  botView,
  candleRow,
  decisionView,
  engineView,
  equityPoint,
  fillView,
  orderView,
} from './views.ts'

/**
 * What a screen wants to hear of. The engine's state, settings and alerts always come; a topic comes only
 * while the window has it on its list, at most ten times a second, the newest value winning.
 */
export const topic = z.discriminatedUnion('topic', [
  z.strictObject({ topic: z.literal('bots') }),
  z.strictObject({ topic: z.literal('positions') }),
  z.strictObject({ topic: z.literal('orders') }),
  z.strictObject({ topic: z.literal('balances') }),
  z.strictObject({ topic: z.literal('kill') }),
  z.strictObject({ topic: z.literal('reconciliation') }),
  z.strictObject({ topic: z.literal('breakers') }),
  z.strictObject({ topic: z.literal('limits') }),
  z.strictObject({ topic: z.literal('botLimits'), botId: identifier }),
  z.strictObject({ topic: z.literal('fills') }),
  z.strictObject({ topic: z.literal('equity'), accountId: identifier, currency: z.string().max(20) }),
  z.strictObject({ topic: z.literal('decisions'), botId: identifier }),
  /** Last prices of pairs, for a watchlist. */
  z.strictObject({ topic: z.literal('quotes'), venueId: identifier, symbols: z.array(symbol).max(200) }),
  z.strictObject({ topic: z.literal('candles'), venueId: identifier, symbol, timeframe }),
])

/**
 * Messages towards the window. `seq` rises by one; a gap means messages were lost: ask `watch` again.
 * Lists come as changed rows by id (`changed`) and ids that are gone (`removed`).
 */
export const feedBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('engine'), engine: engineView }),
  z.object({ kind: z.literal('settings'), settings: appSettings }),
  z.object({ kind: z.literal('alerts'), alerts: z.array(alertView) }),
  z.object({ kind: z.literal('bots'), changed: z.array(botView), removed: z.array(identifier) }),
  z.object({ kind: z.literal('positions'), changed: z.array(positionView), removed: z.array(identifier) }),
  z.object({ kind: z.literal('orders'), changed: z.array(orderView), removed: z.array(identifier) }),
  z.object({ kind: z.literal('balances'), balances: z.array(balanceView) }),
  /** All that was asked for while entries are halted. */
  z.object({ kind: z.literal('kill'), steps: z.array(killStepView) }),
  z.object({ kind: z.literal('reconciliation'), accounts: z.array(reconciliationView) }),
  /** All that are not closed. */
  z.object({ kind: z.literal('breakers'), breakers: z.array(breakerView) }),
  z.object({ kind: z.literal('limits'), limits: limitsView }),
  botLimits.extend({ kind: z.literal('botLimits'), botId: identifier }),
  z.object({ kind: z.literal('quotes'), venueId: identifier, quotes: z.array(quoteView) }),
  z.object({ kind: z.literal('fills'), added: z.array(fillView) }),
  z.object({
    kind: z.literal('equity'),
    accountId: identifier,
    currency: z.string(),
    added: z.array(equityPoint),
  }),
  z.object({ kind: z.literal('decisions'), botId: identifier, added: z.array(decisionView) }),
  z.object({
    kind: z.literal('candles'),
    venueId: identifier,
    symbol,
    timeframe,
    /** Rows to replace or append by open time; the last one may still be forming. */
    changed: z.array(candleRow),
  }),
  /** The engine asks the window to show a route (menu, notification, second start). */
  z.object({ kind: z.literal('navigate'), to: z.string() }),
])

export const feedMessage = z.object({ seq: z.number().int(), at: epochMs, body: feedBody })

/** Everything on the topic list as it stands, as of `seq`. The first message after it is seq + 1. */
export const snapshot = z.object({ seq: z.number().int(), at: epochMs, bodies: z.array(feedBody) })

export type Topic = z.infer<typeof topic>
export type FeedBody = z.infer<typeof feedBody>
export type FeedMessage = z.infer<typeof feedMessage>
export type Snapshot = z.infer<typeof snapshot>

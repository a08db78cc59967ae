import { z } from 'zod'
import { closeBehaviours, conditionCodes, conditionSigns, strategyIds } from './codes.ts'
import { accountView } from './key-views.ts'
import { liveView } from './live-views.ts'
import { notificationSettings } from './notification-settings.ts'
import {
  botState,
  decimalText,
  epochMs,
  facts,
  identifier,
  language,
  mode,
  orderState,
  sentence,
  side,
  symbol,
  theme,
  timeframe,
} from './values.ts'
import { venueView } from './venue-views.ts'

/** What the app runs on, for the status bar and the About page. */
export const appView = z.object({
  version: z.string(),
  electron: z.string(),
  node: z.string(),
  sqlite: z.string(),
  platform: z.string(),
  /** False on a runtime without security updates: simulated money only. */
  runtimeSupported: z.boolean(),
  dataFolder: z.string(),
  /** Whether this desktop shows notifications. */
  notifications: z.boolean(),
})

export const appSettings = z.object({
  language: z.union([language, z.literal('system')]),
  theme,
  /** Whether the getting-started card has been put away. */
  checklistDismissed: z.boolean(),
  /** What a closed window means while bots run: out of sight, or the question whether to quit. */
  closeBehaviour: z.enum(closeBehaviours),
  /** Whether the kill switch halts paper entries too once there is a live account. */
  killPaperToo: z.boolean(),
  notifications: notificationSettings,
  /** Pairs on the Markets screen. */
  watchlist: z.array(z.object({ venueId: identifier, symbol })).max(200),
})

/** One account's money in one currency. Accounts are at venues, each with prices and a clock of its own. */
export const moneyByCurrency = z.object({
  mode,
  accountId: identifier,
  venueId: identifier,
  currency: z.string(),
  /** Cash plus positions at the last price. */
  equity: decimalText,
  startEquity: decimalText,
  /** Change of equity since the start of the market's UTC day. */
  today: decimalText,
  todayRatio: decimalText,
  realizedPnl: decimalText,
  unrealizedPnl: decimalText,
  fees: decimalText,
  /** Value of open positions / equity. */
  exposureRatio: decimalText,
  exposureLimitRatio: decimalText,
  /** Equity now against its highest value so far, ≤ 0. */
  drawdownRatio: decimalText,
  maxDrawdownRatio: decimalText,
  openPositions: z.number().int(),
  /** Changes of equity from now, ≤ 0, if things go wrong; without gaps. */
  stress: z.object({
    /** Every stop is hit, fees of the sales included. */
    stopsHit: decimalText,
    /** Positions that no stop ends: not in it. */
    unprotected: z.number().int(),
    /** Everything that is held falls by a tenth. */
    fall: decimalText,
  }),
})

export const killView = z.object({
  mode,
  engaged: z.boolean(),
  since: epochMs.nullable(),
  source: z.enum(['window', 'shortcut', 'tray', 'menu']).nullable(),
})

export const engineView = z.object({
  /** "blocked": nothing was started. "failed": a bug ended entries; exits go on. */
  state: z.enum(['ready', 'running', 'halted', 'failed', 'blocked']),
  /** Why, when state is "blocked" or "failed". */
  blockedBy: sentence.nullable(),
  venues: z.array(venueView),
  kill: z.array(killView),
  /** Those that are opened with a key. */
  accounts: z.array(accountView),
  /** Once there is one, the kill switch is about live trading first. */
  hasLiveAccount: z.boolean(),
  live: liveView,
  money: z.array(moneyByCurrency),
  runningBots: z.number().int(),
  databaseBytes: z.number().int(),
  cpuRatio: z.number(),
  memoryBytes: z.number().int(),
  startedAt: epochMs,
})

/** One condition of a strategy: what was measured and how it needed to stand to what. */
export const conditionView = z.object({
  code: z.enum(conditionCodes),
  facts: facts.optional(),
  /** A statistic; of a trend 1, −1 or 0. null when there was nothing to measure. */
  value: z.number().nullable(),
  sign: z.enum(conditionSigns),
  need: z.number(),
  passed: z.boolean(),
})

export const decisionView = z.object({
  id: z.number().int(),
  botId: identifier,
  symbol,
  action: z.enum(['entered', 'exited', 'held', 'skipped', 'waited']),
  /** Why, in one sentence. */
  reason: sentence,
  conditions: z.array(conditionView),
  /** How far the entry conditions together are fulfilled, 0 to 100; null for decisions of earlier versions. */
  confidence: z.number().min(0).max(100).nullable(),
  price: decimalText,
  marketTime: epochMs,
  seenAt: epochMs,
  orderId: identifier.nullable(),
})

export const botView = z.object({
  id: identifier,
  name: z.string(),
  mode,
  state: botState,
  /** By this computer's clock; null where the moment is not known. */
  stateSince: epochMs.nullable(),
  /** Why it is in that state (error, warm-up, who paused it, what halts it). */
  stateReason: sentence.nullable(),
  /** Pairs whose data it cannot trade on now, and since when; empty while it does not run. */
  dataDoubts: z.array(
    z.object({
      symbol,
      /** "filling": prices come, but candles are missing or doubted and being asked for. */
      doubt: z.enum(['stale', 'filling', 'halted', 'delisted']),
      since: epochMs.nullable(),
    }),
  ),
  /** What the user calls the live account that it trades on; null on paper. */
  accountName: z.string().nullable(),
  accountId: identifier,
  /** Other live accounts that its user has confirmed for its entries. */
  alsoThrough: z.array(identifier),
  warmUp: z.object({ have: z.number().int(), need: z.number().int() }).nullable(),
  venueId: identifier,
  symbols: z.array(symbol),
  timeframe,
  strategyId: z.enum(strategyIds),
  currency: z.string(),
  allocated: decimalText,
  /** What it holds of one pair on several accounts is one, as for the limit. */
  openPositions: z.number().int(),
  maxPositions: z.number().int(),
  unrealizedPnl: decimalText,
  today: decimalText,
  totalPnl: decimalText,
  totalRatio: decimalText,
  closedPositions: z.number().int(),
  /** Parts of one entry on several accounts are one trade. */
  closedTrades: z.number().int(),
  wonTrades: z.number().int(),
  /** Sum of wins / sum of losses; null while nothing was lost. */
  profitFactor: decimalText.nullable(),
  maxDrawdownRatio: decimalText,
  lastDecision: decisionView.nullable(),
  /** Last totals after each closed trade, oldest first, at most 60: the sparkline. */
  equityTrail: z.array(decimalText),
  /** Market time of the next candle close, when the bot is evaluated again. */
  nextEvaluationAt: epochMs.nullable(),
})

export const orderView = z.object({
  id: identifier,
  botId: identifier,
  botName: z.string(),
  mode,
  venueId: identifier,
  symbol,
  side,
  type: z.enum(['market', 'limit', 'stop-market', 'stop-limit', 'take-profit-market', 'take-profit-limit']),
  purpose: z.enum(['entry', 'exit', 'protection']),
  state: orderState,
  quantity: decimalText,
  filledQuantity: decimalText,
  limitPrice: decimalText.nullable(),
  /** Waits until a trade reaches it; null for an order that does not wait. */
  triggerPrice: decimalText.nullable(),
  /** Market time. */
  createdAt: epochMs,
  reason: sentence,
})

export const fillView = z.object({
  id: identifier,
  orderId: identifier,
  botId: identifier,
  botName: z.string(),
  mode,
  symbol,
  base: z.string(),
  quote: z.string(),
  side,
  price: decimalText,
  quantity: decimalText,
  fee: decimalText,
  feeCurrency: z.string(),
  /** Realised by this fill after fees; null for a fill that opens. */
  realizedPnl: decimalText.nullable(),
  reason: sentence,
  marketTime: epochMs,
})

export const balanceView = z.object({
  mode,
  accountId: identifier,
  asset: z.string(),
  total: decimalText,
  free: decimalText,
  inOrders: decimalText,
})

/** A position from first entry to flat. */
export const tradeView = z.object({
  id: identifier,
  botId: identifier,
  botName: z.string(),
  mode,
  symbol,
  base: z.string(),
  quote: z.string(),
  /** Market time, as is closedAt. */
  openedAt: epochMs,
  closedAt: epochMs,
  quantity: decimalText,
  entryPrice: decimalText,
  exitPrice: decimalText,
  fees: decimalText,
  realizedPnl: decimalText,
  realizedRatio: decimalText,
  entryReason: sentence,
  exitReason: sentence,
})

export const journalView = z.object({
  id: z.number().int(),
  /** Dotted event name, for example "bot.started" or "order.rejected". */
  event: z.string(),
  actor: z.enum(['user', 'engine']),
  botId: identifier.nullable(),
  botName: z.string().nullable(),
  orderId: identifier.nullable(),
  facts,
  marketTime: epochMs.nullable(),
  seenAt: epochMs,
})

/** [open time, open, high, low, close, volume]: statistics, so plain numbers. */
export const candleRow = z.tuple([epochMs, z.number(), z.number(), z.number(), z.number(), z.number()])

export const equityPoint = z.object({
  /** Market time. */
  time: epochMs,
  equity: decimalText,
  /** What the start balance would be worth had it bought the benchmark instead. */
  benchmark: decimalText.nullable(),
})

export type AppView = z.infer<typeof appView>
export type AppSettings = z.infer<typeof appSettings>
export type MoneyByCurrency = z.infer<typeof moneyByCurrency>
export type KillView = z.infer<typeof killView>
export type EngineView = z.infer<typeof engineView>
export type ConditionView = z.infer<typeof conditionView>
export type DecisionView = z.infer<typeof decisionView>
export type BotView = z.infer<typeof botView>
export type OrderView = z.infer<typeof orderView>
export type FillView = z.infer<typeof fillView>
export type BalanceView = z.infer<typeof balanceView>
export type TradeView = z.infer<typeof tradeView>
export type JournalView = z.infer<typeof journalView>
export type CandleRow = z.infer<typeof candleRow>
export type EquityPoint = z.infer<typeof equityPoint>

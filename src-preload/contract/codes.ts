import { alertCodes } from './alert-codes.ts'

/**
 * Closed lists of everything the engine says in words. The window has one typed text per code and language,
 * so that a code without a text does not compile. In braces: the facts that come with it.
 */
export const sentenceCodes = [
  // why a bot entered, left, or did nothing
  'decision.all-conditions-passed', // {passed, total}
  'decision.conditions-failed', // {passed, total}
  'decision.exit-signal',
  'decision.no-exit-condition',
  'decision.warming-up', // {have, need}
  'decision.entries-paused',
  'decision.kill-switch',
  'decision.live-off',
  'decision.breaker-open', // {rule, subject, value, limit, unit or currency}
  'decision.breaker-probing', // {rule, subject}
  'decision.cool-down', // {seconds} market seconds left
  'decision.exposure-limit', // {exposure, limit, currency}
  'decision.max-positions', // {open, max}
  'decision.allocation-used', // {free, currency}
  'decision.insufficient-funds', // {free, needed, currency}
  'decision.below-minimum', // {value, minimum, currency}
  'decision.no-edge', // {trades, won, edge} ratio
  'decision.account-positions', // {open, max}
  'decision.mode-positions', // {open, max}
  'decision.bot-order-rate', // {orders, max} within a minute, as the next two
  'decision.account-order-rate',
  'decision.mode-order-rate',
  'decision.bot-loss-at-stops', // {loss, limit, currency}
  'decision.account-loss-at-stops', // {loss, limit, currency}
  'decision.reserve', // {free, limit, currency}
  'decision.order-too-large', // {value, limit, currency}
  'decision.account-exposure', // {exposure, limit, currency}
  'decision.pair-exposure', // {symbol, exposure, limit, currency}
  'decision.currency-exposure', // {exposure, limit, currency}
  'decision.asset-exposure', // {asset, exposure, limit, currency}
  'decision.order-pending',
  'decision.order-unknown', // the outcome of an earlier order is not known yet
  'decision.stale-data', // {seconds}
  'decision.pair-halted',
  'decision.pair-delisted',
  'decision.trading-blocked',
  'decision.reconciliation-needed',
  'decision.key-refused',
  'decision.account-closed',
  'decision.position-unprotected',
  // why an order exists, beyond a decision
  'order.closed-by-user',
  'order.closed-on-stop',
  'order.adopted',
  'order.dust-kept',
  'order.dust-taken',
  'order.written-off',
  'order.oversold',
  'order.stop-hit', // {price, level}
  'order.trailing-stop-hit', // {price, level}
  'order.break-even-hit', // {price, level}
  'order.take-profit-hit', // {price, level}
  'order.closed-by-kill',
  // what became of a wish of the kill switch
  'kill.no-answer', // {cause}
  'kill.end-asked', // the order had ended already, and the exchange is asked how
  'kill.order-filled', // before it could be cancelled
  'kill.order-in-the-way', // an order on the pair is cancelled, or waited for, first
  'kill.no-connection',
  'kill.no-account',
  'kill.no-price',
  'kill.too-small',
  'kill.dust-left',
  'kill.sale-unknown',
  'kill.sale-refused', // {code}
  'kill.sale-ended', // {state}
  'order.target-hit', // {price}
  'order.time-stop', // {price}
  'order.protects', // {level}
  'order.stop-followed-up', // {level}
  // why a bot is in its state
  'bot.created',
  'bot.started-by-user',
  'bot.resumed-after-restart',
  'bot.not-resumed', // a live bot stays stopped after a restart
  'bot.paused-by-user',
  'bot.stopped-by-user',
  'bot.strategy-failed', // {message}
  'bot.feed-down', // {venue}
  ...alertCodes,
  // why nothing may trade
  'blocked.database-corrupt', // {file}
  'blocked.database-newer', // {file, version, supported}
  'blocked.folder-denied', // {folder, code}
  'blocked.engine-failed', // {message}
] as const

export const conditionCodes = [
  'ema-cross.crossed-up', // {fast, slow} periods
  'ema-cross.fast-below-slow', // {fast, slow}
  'ema-cross.close-above-slow', // {slow}
  'mean-reversion.oversold', // stochastic RSI
  'mean-reversion.overbought',
  'mean-reversion.below-band', // %B
  'mean-reversion.above-band',
  'mean-reversion.near-level', // point of control or level from pivots
  'mean-reversion.higher-bullish', // averages of the higher timeframe
  'mean-reversion.higher-bearish',
  'mean-reversion.volume',
  'mean-reversion.back-at-mean', // %B
  'trend.ichimoku-bullish',
  'trend.ichimoku-bearish',
  'trend.ichimoku-ended',
  'trend.strong', // ADX
  'trend.super-trend-up',
  'trend.super-trend-down',
  'trend.super-trend-flipped',
  'trend.no-bearish-divergence',
  'trend.no-bullish-divergence',
] as const

/** How what was measured must stand to what is needed. */
export const conditionSigns = ['>', '<', '≤', '=', '≠'] as const

/** Keys of the numbers that forms ask for. */
export const parameterKeys = [
  'fast',
  'slow',
  'rsiPeriod',
  'stochasticPeriod',
  'oversold', // overbought is 100 less it
  'bandPeriod',
  'bandDeviations',
  'profilePeriod',
  'nearLevel', // ratio
  'volumePeriod',
  'volumeFactor',
  'higherFast',
  'higherSlow',
  'atrPeriod',
  'stopAtr', // average true ranges
  'conversion',
  'base',
  'spanB',
  'adxPeriod',
  'adxMin',
  'superTrendPeriod',
  'superTrendFactor',
  'allocation', // money in the quote currency
  'tradeRatio', // share of the allocation per entry
  'kellyShare', // of the Kelly fraction; 0: never sized by it
  'kellyCap', // share of the account's equity
  'kellyMinTrades',
  'volatilityAtr', // average true ranges; 0: not sized by them
  'lossPerTrade', // share of the account's equity, as the next
  'maxPositionRatio',
  'maxExposureRatio', // share of the account's equity in all positions
  'maxPositions',
  'stopLoss', // ratio; 0 for none, as in the next ones
  'trailingStop',
  'trailingAtr', // average true ranges at the entry
  'trailingFrom', // profit as a ratio, as the next five
  'breakEven',
  'takeProfit',
  'firstTarget',
  'firstShare', // of all that was bought
  'secondTarget',
  'secondShare',
  'timeStop', // after the entry, in market time
  'timeStopLosing',
  'cheapestAccount',
  'splitEntries',
  'analysisSeconds', // between two looks at the candle in progress
  'coolDownSeconds', // after an exit, per symbol, in market time
  'ordersPerMinute', // bot; none is refused for it but an entry
  'lossStreak', // losing trades in a row
  'dailyLoss', // share of the allocation
  'maxDrawdown', // share of the highest value
  'maxSlippage', // share of the expected price
  'accountExposure', // share of the account's equity, as the next three
  'pairExposure',
  'largestOrder',
  'reserve',
  'accountPositions',
  'accountOrdersPerMinute',
  'accountDailyLoss',
  'accountDrawdown',
  'rejectedOrders', // in five minutes, as the next
  'exchangeErrors',
  'currencyExposure', // share of the mode's equity, as the next
  'assetExposure',
  'modePositions',
  'modeOrdersPerMinute',
  'staleSeconds',
  'priceDeviation', // share of the median of the last minutes
  'loopLagSeconds',
  'dayStartHour', // hours after midnight UTC
] as const

/** What a circuit breaker watches. */
export const breakerRules = [
  'loss-streak',
  'daily-loss',
  'drawdown',
  'slippage',
  'rejected-orders',
  'exchange-errors',
  'stale-data',
  'price-deviation',
  'loop-lag',
] as const

export const strategyIds = ['ema-cross', 'mean-reversion', 'trend-following'] as const

/** What closing the window means while bots run. */
export const closeBehaviours = ['tray', 'ask'] as const

/** Ways of trading: how long a position is meant to be held. */
export const profileIds = ['scalper', 'day-trader', 'swing'] as const

export const fieldErrorCodes = [
  'required',
  'not-a-number',
  'below-min', // {min}
  'above-max', // {max}
  'off-step', // {step}
  'too-long', // {max}
  'unknown-venue',
  'unknown-symbol', // {symbol}
  'mixed-quotes',
  'unknown-strategy',
  'unknown-parameter', // {key}
  'fast-not-below-slow',
  'target-not-above-last',
  'shares-above-all',
  'allocation-above-balance', // {balance, currency}
] as const

/** Why an exchange refused an order; the simulated one gives the same codes as a real one. */
export const rejectionCodes = [
  'INSUFFICIENT_FUNDS',
  'BELOW_MINIMUM',
  'BAD_STEP',
  'UNKNOWN_MARKET',
  'DUPLICATE_CLIENT_ID',
  'MARKET_CLOSED',
  'WOULD_TAKE',
  'WOULD_TRIGGER',
  'RATE_LIMITED',
  'MAINTENANCE',
  'CREDENTIALS',
  'UNSUPPORTED',
  'MALFORMED',
  'OTHER',
] as const

/** Typed to close all positions, by language. */
export const killCloseWord = { en: 'FLATTEN', 'pt-BR': 'ZERAR' } as const
/** How long the button that closes all positions must be held. */
export const killHoldMs = 1_500
/** Typed to lift the kill switch, by language. */
export const killSwitchWord = { en: 'RESUME', 'pt-BR': 'RETOMAR' } as const

/** What ended a trade. */
export const exitKinds = [
  'stop-loss',
  'trailing',
  'break-even',
  'take-profit',
  'time',
  'exchange-stop',
  'signal',
  'manual',
  'kill',
  'other',
] as const

export type SentenceCode = (typeof sentenceCodes)[number]
export type ConditionCode = (typeof conditionCodes)[number]
export type ParameterKey = (typeof parameterKeys)[number]
export type StrategyId = (typeof strategyIds)[number]
export type FieldErrorCode = (typeof fieldErrorCodes)[number]

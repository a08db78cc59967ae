import type {
  ConditionCode,
  FieldErrorCode,
  ParameterKey,
  rejectionCodes,
  SentenceCode,
  StrategyId,
} from '../../../src-preload/contract/codes.ts'
import type { ErrorCode } from '../../../src-preload/contract/replies.ts'
import type { BotState, OrderState } from '../../../src-preload/contract/values.ts'
import type { Message } from '../message.ts'

type Required =
  | `sentence.${SentenceCode}`
  | `condition.${ConditionCode}`
  | `parameter.${ParameterKey}`
  | `parameterHint.${ParameterKey}`
  | `strategy.${StrategyId}`
  | `strategyAbout.${StrategyId}`
  | `strategyHolding.${StrategyId}`
  | `fieldError.${FieldErrorCode}`
  | `rejection.${(typeof rejectionCodes)[number]}`
  | `error.${ErrorCode}`
  | `botState.${BotState}`
  | `orderState.${OrderState}`

/** A text for every code the engine can send: a new code does not compile until it has one. */
export const enCodes = {
  'sentence.decision.all-conditions-passed': 'All {total} conditions passed.',
  'sentence.decision.conditions-failed': '{passed} of {total} conditions passed.',
  'sentence.decision.exit-signal': 'The exit condition is met.',
  'sentence.decision.no-exit-condition': 'No exit condition is met.',
  'sentence.decision.warming-up': 'Warming up: {have} of {need} candles.',
  'sentence.decision.entries-paused': 'Entries are paused.',
  'sentence.decision.kill-switch': 'The kill switch is engaged.',
  'sentence.decision.cool-down': 'Cooling down, {seconds} left.',
  'sentence.decision.exposure-limit': 'Exposure would be {exposure}, the limit is {limit} {currency}.',
  'sentence.decision.max-positions': '{open} of {max} positions are open.',
  'sentence.decision.allocation-used': 'Only {free} {currency} of the allocation is free.',
  'sentence.decision.insufficient-funds': 'Needs {needed} {currency}, {free} is free.',
  'sentence.decision.below-minimum': 'Order of {value} {currency} is below the minimum of {minimum}.',
  'sentence.decision.order-pending': 'An order is still under way.',
  'sentence.decision.order-unknown': 'Waiting for the exchange to confirm an earlier order.',
  'sentence.decision.stale-data': 'Market data is {seconds} old.',
  'sentence.decision.pair-halted': 'The exchange has halted this pair.',
  'sentence.decision.pair-delisted': 'The exchange no longer lists this pair.',
  'sentence.decision.trading-blocked': 'Trading is blocked.',
  'sentence.order.closed-by-user': 'Closed by you',
  'sentence.order.closed-on-stop': 'Closed when the bot stopped',
  'sentence.bot.created': 'Created, not started yet',
  'sentence.bot.started-by-user': 'Started by you',
  'sentence.bot.resumed-after-restart': 'Resumed after a restart',
  'sentence.bot.paused-by-user': 'Paused by you',
  'sentence.bot.stopped-by-user': 'Stopped by you',
  'sentence.bot.strategy-failed': 'The strategy failed: {message}',
  'sentence.bot.feed-down': 'No market data from {venue}',
  'sentence.alert.first-trade': 'Your first paper trade: {bot} bought {symbol}.',
  'sentence.alert.trade-closed': '{bot} closed {symbol}: {pnl} {currency}.',
  'sentence.alert.kill-engaged': 'Kill switch engaged for {mode} trading, from {source}.',
  'sentence.alert.kill-lifted': 'Kill switch lifted for {mode} trading: {reason}',
  'sentence.alert.bot-failed': '{bot} stopped with an error: {message}',
  'sentence.alert.order-rejected': '{bot}: order on {symbol} refused. {code}',
  'sentence.alert.order-unknown': '{bot}: no answer about an order on {symbol}. Asking the exchange.',
  'sentence.alert.order-settled': '{bot}: the order on {symbol} is settled: {state}.',
  'sentence.alert.market-stale':
    '{venue}: no fresh prices for {symbol} (pairs affected: {pairs}). No entries there until they are back.',
  'sentence.alert.pair-halted': '{venue} has halted {symbol}. No entries until it trades again.',
  'sentence.alert.pair-delisted': '{venue} no longer lists {symbol}. No entries; check any position in it.',
  'sentence.alert.clock-offset':
    'The clock of {venue} differs from this computer’s by {seconds}. Set the computer’s clock by a time server.',
  'sentence.alert.engine-failed': 'The engine failed: {message}',
  'sentence.alert.backup-failed': 'The daily backup could not be written: {message}',
  'sentence.blocked.database-corrupt': 'The trading database cannot be read: {file}',
  'sentence.blocked.database-newer':
    'The trading database was written by a newer version ({file} is at {version}, this app reads up to {supported}).',
  'sentence.blocked.engine-failed': 'The engine failed: {message}',

  'condition.ema-cross.crossed-up': 'EMA {fast} crossed above EMA {slow}',
  'condition.ema-cross.fast-below-slow': 'EMA {fast} below EMA {slow}',
  'condition.ema-cross.close-above-slow': 'Close above EMA {slow}',

  'parameter.fast': 'Fast average',
  'parameter.slow': 'Slow average',
  'parameter.allocation': 'Money for this bot',
  'parameter.tradeRatio': 'Share per entry',
  'parameter.maxExposureRatio': 'Highest exposure',
  'parameter.maxPositions': 'Most positions at once',
  'parameter.coolDownSeconds': 'Pause after an exit',
  'parameterHint.fast': 'Candles in the fast average',
  'parameterHint.slow': 'Candles in the slow average; more than the fast one',
  'parameterHint.allocation': 'The bot never spends more than this',
  'parameterHint.tradeRatio': 'Share of the bot’s money spent on one entry',
  'parameterHint.maxExposureRatio': 'Share of the account’s equity in all positions together',
  'parameterHint.maxPositions': 'No new entry while this many are open',
  'parameterHint.coolDownSeconds': 'Market time without entries in the same pair',

  'strategy.ema-cross': 'EMA cross',
  'strategyAbout.ema-cross':
    'Buys when a fast moving average crosses above a slow one, and sells when it falls back below. Follows trends; loses a little, often, in sideways markets.',
  'strategyHolding.ema-cross': 'Holds for hours to days',

  'fieldError.required': 'Needed',
  'fieldError.not-a-number': 'Not a number',
  'fieldError.below-min': 'At least {min}',
  'fieldError.above-max': 'At most {max}',
  'fieldError.off-step': 'Must be a multiple of {step}',
  'fieldError.too-long': 'At most {max} characters',
  'fieldError.unknown-venue': 'This market place is not known',
  'fieldError.unknown-symbol': '{symbol} is not traded there',
  'fieldError.mixed-quotes': 'All pairs must be priced in the same currency',
  'fieldError.unknown-strategy': 'This strategy is not known',
  'fieldError.unknown-parameter': 'The setting {key} is not known',
  'fieldError.fast-not-below-slow': 'Must be less than the slow average',
  'fieldError.allocation-above-balance': 'The balance is {balance} {currency}',

  'rejection.INSUFFICIENT_FUNDS': 'Not enough funds',
  'rejection.BELOW_MINIMUM': 'Below the minimum order',
  'rejection.BAD_STEP': 'Price or amount off the market’s step',
  'rejection.UNKNOWN_MARKET': 'Market not known',
  'rejection.DUPLICATE_CLIENT_ID': 'Order id used twice',
  'rejection.MARKET_CLOSED': 'Market closed',
  'rejection.WOULD_TAKE': 'Would have traded at once',
  'rejection.RATE_LIMITED': 'Too many requests to the exchange',
  'rejection.OTHER': 'Refused by the exchange',

  'error.FORBIDDEN_SENDER': 'The request was refused.',
  'error.UNKNOWN_REQUEST': 'The engine does not know this request.',
  'error.BAD_REQUEST': 'The engine could not read the request.',
  'error.NOT_FOUND': 'It no longer exists.',
  'error.INVALID_SETTINGS': 'Some settings need a correction.',
  'error.BOT_NOT_STOPPED': 'Stop the bot first.',
  'error.BOT_HAS_POSITION': 'The bot still holds a position.',
  'error.BOT_NAME_TAKEN': 'Another bot has this name.',
  'error.WRONG_STATE': 'The bot is in a state where this cannot be done.',
  'error.KILL_SWITCH_ENGAGED': 'The kill switch is engaged. Lift it first.',
  'error.CONFIRMATION_MISMATCH': 'The typed word does not match.',
  'error.REASON_REQUIRED': 'A reason is needed.',
  'error.ORDER_NOT_OPEN': 'The order is no longer open.',
  'error.POSITION_CLOSING': 'The position is already being closed.',
  'error.POSITION_TOO_SMALL': 'What is left is less than the exchange takes in one order.',
  'error.NO_MARKET_DATA': 'There is no market data yet.',
  'error.TRADING_BLOCKED': 'Trading is blocked.',
  'error.VENUE_UNREACHABLE': 'The exchange cannot be reached.',
  'error.VENUE_EXISTS': 'This exchange is connected already.',
  'error.VENUE_IN_USE': 'Bots are still on this exchange.',
  'error.RESTORE_FAILED': 'The backup could not be restored.',
  'error.INTERNAL': 'Something went wrong in the engine.',

  'botState.stopped': 'Stopped',
  'botState.starting': 'Starting',
  'botState.stopping': 'Closing positions',
  'botState.warming-up': 'Warming up',
  'botState.running': 'Running',
  'botState.entries-paused': 'Entries paused',
  'botState.error': 'Error',

  'orderState.intended': 'Written down',
  'orderState.submitting': 'Being sent',
  'orderState.open': 'Open',
  'orderState.partially-filled': 'Partly filled',
  'orderState.filled': 'Filled',
  'orderState.cancelled': 'Cancelled',
  'orderState.expired': 'Expired',
  'orderState.rejected': 'Refused',
  'orderState.unknown': 'Being checked',
} as const satisfies Readonly<Record<Required, Message>>

import type { PositionView } from '../../../src-preload/contract/position-view.ts'
import type {
  BalanceView,
  EquityPoint,
  FillView,
  OrderView,
  TradeView,
} from '../../../src-preload/contract/views.ts'
import {
  cash,
  cashText,
  meanPrice,
  notional,
  ratio,
  ratioOfCash,
  scaleCash,
  subtractQuantity,
  text,
} from '../../domain/money/decimal.ts'
import { type Order, stateOf } from '../../domain/orders/order.ts'
import { type Position, returnOf, unrealizedAt } from '../../domain/positions/position.ts'
import type { Engine } from '../../engine/engine.ts'
import type { BookedFill, EquitySample } from '../../engine/ports/store.ts'
import { exitsOf } from './exit-views.ts'
import { sentenceView } from './sentence-view.ts'

/** A bot's name; one that was deleted keeps its name in the history. */
export type NameOf = (botId: string) => string

const protectionView = ({ stops, protection }: Engine, { id }: Position): PositionView['protection'] => {
  if (protection.isConfirmed(id)) return 'exchange'
  return (stops.of(id)?.stop ?? null) === null ? 'none' : 'app'
}

const isClosing = ({ books, protection }: Engine, position: Position): boolean =>
  protection.isReleased(position.id) || books.pendingOn(position)?.order.purpose === 'exit'

const throughOf = ({ books, roster }: Engine, { botId, accountId }: Position): string | null => {
  const own = roster.get(botId)?.bot.accountId
  if (own === undefined || own === accountId) return null
  const { name, venueId } = books.account(accountId).book.account
  return name ?? books.venues.get(venueId)?.info.name ?? venueId
}

export const positionView = (engine: Engine, position: Position, nameOf: NameOf): PositionView => {
  const venueId = engine.books.account(position.accountId).book.account.venueId
  const mark = engine.books.mark(venueId, position.symbol) ?? meanPrice(position.cost, position.quantity)
  const unrealized = unrealizedAt(position, mark)
  return {
    id: position.id,
    botId: position.botId,
    botName: nameOf(position.botId),
    through: throughOf(engine, position),
    mode: position.mode,
    venueId,
    symbol: position.symbol,
    base: position.base,
    quote: position.quote,
    side: 'long',
    quantity: text(position.quantity),
    entryPrice: text(meanPrice(position.cost, position.quantity)),
    markPrice: text(mark),
    value: cashText(notional(mark, position.quantity, position.quote)),
    unrealizedPnl: cashText(unrealized),
    unrealizedRatio: text(ratioOfCash(unrealized, position.cost)),
    fees: cashText(position.fees),
    openedAt: position.openedAt,
    entryReason: sentenceView(position.entryReason),
    ...exitsOf(engine, venueId, position, mark),
    protection: protectionView(engine, position),
    closing: isClosing(engine, position),
  }
}

export const orderView = (engine: Engine, order: Order, nameOf: NameOf): OrderView => ({
  id: order.clientOrderId,
  botId: order.botId,
  botName: nameOf(order.botId),
  mode: order.mode,
  venueId: engine.books.account(order.accountId).book.account.venueId,
  symbol: order.symbol,
  side: order.side,
  type: order.type,
  purpose: order.purpose,
  state: stateOf(order),
  quantity: text(order.quantity),
  filledQuantity: text(order.filled),
  limitPrice: order.limitPrice === null ? null : text(order.limitPrice),
  triggerPrice: order.triggerPrice === null ? null : text(order.triggerPrice),
  createdAt: order.createdAt,
  reason: sentenceView(order.reason),
})

export const fillView = ({ fill, order, realized }: BookedFill, nameOf: NameOf): FillView => {
  const [base = '', quote = ''] = order.symbol.split(':')[0]?.split('/') ?? []
  return {
    id: `${order.accountId}-${fill.tradeId}`,
    orderId: order.clientOrderId,
    botId: order.botId,
    botName: nameOf(order.botId),
    mode: order.mode,
    symbol: order.symbol,
    base,
    quote,
    side: order.side,
    price: text(fill.price),
    quantity: text(fill.quantity),
    fee: cashText(fill.fee),
    feeCurrency: fill.fee.currency,
    realizedPnl: realized === null ? null : cashText(realized),
    reason: sentenceView(order.reason),
    marketTime: fill.marketTime,
  }
}

export const balanceViews = (engine: Engine): BalanceView[] =>
  [...engine.books.accounts.values()].flatMap(({ book }) =>
    book.balances().map((balance) => ({
      mode: book.account.mode,
      accountId: book.account.id,
      asset: balance.asset,
      total: text(balance.total),
      free: text(balance.free),
      inOrders: text(subtractQuantity(balance.total, balance.free)),
    })),
  )

export const tradeView = (
  position: Position & { row: number },
  nameOf: NameOf,
): TradeView & { row: number } => ({
  id: position.id,
  row: position.row,
  botId: position.botId,
  botName: nameOf(position.botId),
  mode: position.mode,
  symbol: position.symbol,
  base: position.base,
  quote: position.quote,
  openedAt: position.openedAt,
  closedAt: position.closedAt ?? position.openedAt,
  quantity: text(position.sold.quantity),
  entryPrice: text(meanPrice(position.bought.cost, position.bought.quantity)),
  exitPrice: text(meanPrice(position.sold.proceeds, position.sold.quantity)),
  fees: cashText(position.fees),
  realizedPnl: cashText(position.realized),
  realizedRatio: text(returnOf(position)),
  entryReason: sentenceView(position.entryReason),
  exitReason: sentenceView(position.exitReason ?? position.entryReason),
})

/**
 * @param start what the account began with
 * @param firstBenchmark price of the benchmark when the account's record begins
 */
export const equityPoint = (
  sample: EquitySample,
  start: string,
  firstBenchmark: number | null,
): EquityPoint => ({
  time: sample.time,
  equity: cashText(sample.equity),
  benchmark:
    sample.benchmark === null || firstBenchmark === null
      ? null
      : cashText(
          scaleCash(cash(start, sample.currency), ratio((sample.benchmark / firstBenchmark).toFixed(8))),
        ),
})

import {
  cash,
  cashText,
  isZero,
  type Quantity,
  quantity,
  signOfCash,
  subtractCash,
  sumCash,
  text,
  toNumber,
} from '../../domain/money/decimal.ts'
import { noFacts, type Order } from '../../domain/orders/order.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import { sentence } from '../../domain/sentence.ts'
import type { EquityTracker } from '../accounts/equity-tracker.ts'
import { newOrder } from '../bots/new-order.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { OpenOrder } from '../ports/exchange.ts'
import type { Ids } from '../ports/ids.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime, Roster } from '../state/roster.ts'
import type { StopDesk } from '../stops/stop-desk.ts'
import type { Moves } from './moves.ts'
import type { Verdicts } from './verdicts.ts'

interface ForeignDeskParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly ids: Ids
  readonly journal: Journal
  readonly changes: Changes
  readonly equity: EquityTracker
  readonly stops: StopDesk
  readonly moves: Moves
  readonly verdicts: Verdicts
  /** An order began to be pending. */
  readonly onPending: (order: Order, pending: boolean) => void
}

/** Coins on an account that belong to no position. */
export interface ForeignHolding {
  readonly asset: string
  readonly quantity: Quantity
  readonly ignored: boolean
}

export type AdoptRefusal =
  | 'NOT_FOUND'
  | 'NO_MARKET_DATA'
  /** The bot has an order under way on the pair. */
  | 'POSITION_CLOSING'
  /** A sale of what the bot does not hold, or an order that has filled in part: whose that was nobody can say. */
  | 'WRONG_STATE'

type Kind = 'order' | 'holding'

/** What lies on an account and is not ours: shown, never touched, adopted or ignored when the user says so. */
export class ForeignDesk {
  readonly #parts: ForeignDeskParts

  constructor(parts: ForeignDeskParts) {
    this.#parts = parts
  }

  holdings(accountId: string): readonly ForeignHolding[] {
    const { books, store, equity } = this.#parts
    const { book } = books.account(accountId)
    const money = equity.currencies(book)
    const ignored = store.ignored.names(accountId, 'holding')
    return book.assets
      .filter((asset) => !money.includes(asset))
      .map((asset) => ({ asset, amount: subtractCash(book.holding(asset), this.#ours(accountId, asset)) }))
      .filter(({ amount }) => signOfCash(amount) > 0)
      .map(({ asset, amount }) => ({
        asset,
        quantity: quantity(cashText(amount)),
        ignored: ignored.has(asset),
      }))
  }

  orders(accountId: string): readonly (OpenOrder & { readonly ignored: boolean })[] {
    const { books, store } = this.#parts
    const ignored = store.ignored.names(accountId, 'order')
    const open = books.foreignOrders.get(accountId) ?? []
    return open.map((order) => ({ ...order, ignored: ignored.has(order.exchangeOrderId) }))
  }

  ignore(accountId: string, kind: Kind, name: string, on: boolean): Result<null, 'NOT_FOUND'> {
    const { books, store, journal, changes } = this.#parts
    if (!books.accounts.has(accountId)) return refused('NOT_FOUND')
    store.transaction(() => {
      if (on) store.ignored.add(accountId, kind, name)
      else store.ignored.remove(accountId, kind, name)
      const event = on ? 'foreign.ignored' : 'foreign.shown'
      journal.write(event, { actor: 'user', facts: { accountId, kind, name } })
    })
    changes.announce({ kind: 'reconciliation', accountId })
    return ok(null)
  }

  /** All of a holding becomes a position of the bot, worth the last price. */
  adoptHolding(accountId: string, asset: string, botId: string): Result<null, AdoptRefusal> {
    const { books, journal, moves, stops } = this.#parts
    const holding = this.holdings(accountId).find((each) => each.asset === asset)
    const runtime = this.#botOn(accountId, botId)
    const symbol = runtime?.bot.settings.symbols.find((each) => each.split('/')[0] === asset)
    if (holding === undefined || runtime === undefined || symbol === undefined) return refused('NOT_FOUND')
    const { venueId } = runtime.bot.settings
    const market = books.market(venueId, symbol)
    const mark = books.mark(venueId, symbol)
    if (market === undefined || mark === undefined) return refused('NO_MARKET_DATA')
    const place = { botId, symbol, accountId }
    if (books.pendingOn(place) !== undefined) return refused('POSITION_CLOSING')
    const id = books.positionOn(place)?.id ?? this.#parts.ids.next('position')
    const { base, quote } = market
    const target = { id, botId, accountId, mode: runtime.bot.mode, symbol, base, quote }
    const { marketTime } = this.#parts.verdicts.times(accountId)
    const entry = {
      positionId: id,
      price: toNumber(mark),
      strategyStop: null,
      trueRange: null,
      time: marketTime,
    }
    let rememberStop = () => {}
    moves.into(target, holding.quantity, mark, sentence('order.adopted'), () => {
      const facts = { accountId, symbol, quantity: text(holding.quantity), price: text(mark), position: id }
      journal.write('foreign.adopted', { actor: 'user', botId, facts })
      rememberStop = stops.plan(runtime, place, entry)
    })
    rememberStop()
    return ok(null)
  }

  /** From now on the order is one of the bot's. */
  adoptOrder(accountId: string, exchangeOrderId: string, botId: string): Result<null, AdoptRefusal> {
    const { books, store, ids, journal, changes, onPending } = this.#parts
    const open = books.foreignOrders.get(accountId) ?? []
    const found = open.find((each) => each.exchangeOrderId === exchangeOrderId)
    const runtime = this.#botOn(accountId, botId)
    if (found === undefined || runtime === undefined) return refused('NOT_FOUND')
    const { clientOrderId, symbol, side, limitPrice } = found
    const { venueId } = runtime.bot.settings
    const expected = limitPrice ?? books.mark(venueId, symbol)
    if (expected === undefined || books.market(venueId, symbol) === undefined)
      return refused('NO_MARKET_DATA')
    const place = { botId, symbol, accountId }
    if (books.pendingOn(place) !== undefined) return refused('POSITION_CLOSING')
    const position = books.positionOn(place)
    const held = cash(text(position?.quantity ?? quantity('0')), '')
    const isCovered = side === 'buy' || signOfCash(subtractCash(held, cash(text(found.quantity), ''))) >= 0
    if (!isZero(found.filled) || !isCovered || store.orders.byId(clientOrderId) !== null)
      return refused('WRONG_STATE')
    const { marketTime, seenAt } = this.#parts.verdicts.times(accountId)
    const order: Order = {
      ...newOrder({
        clientOrderId,
        botId,
        accountId,
        mode: runtime.bot.mode,
        symbol,
        side,
        purpose: side === 'buy' ? 'entry' : 'exit',
        positionId: position?.id ?? ids.next('position'),
        quantity: found.quantity,
        expected,
        reason: sentence('order.adopted'),
        marketTime,
        createdAt: seenAt,
      }),
      type: limitPrice === null ? 'market' : 'limit',
      limitPrice,
      exchangeOrderId,
      facts: { ...noFacts, sent: true, acknowledged: true },
    }
    store.transaction(() => {
      store.orders.insert(order)
      store.orders.addTransition({ clientOrderId, from: 'intended', to: 'open', marketTime, seenAt })
      const facts = { accountId, symbol, side, quantity: text(found.quantity), exchangeOrderId }
      journal.write('foreign.adopted', { actor: 'user', botId, orderId: clientOrderId, facts })
    })
    books.orders.set(clientOrderId, { order })
    books.foreignOrders.set(
      accountId,
      open.filter((each) => each !== found),
    )
    onPending(order, true)
    changes.announce({ kind: 'order', id: clientOrderId })
    changes.announce({ kind: 'reconciliation', accountId })
    return ok(null)
  }

  #botOn(accountId: string, botId: string): BotRuntime | undefined {
    const runtime = this.#parts.roster.get(botId)
    return runtime?.bot.accountId === accountId ? runtime : undefined
  }

  #ours(accountId: string, asset: string) {
    const { books, store } = this.#parts
    const held = [...books.positions.values()].filter(
      (position) => position.accountId === accountId && position.base === asset,
    )
    const dust = store.dust.ofAccount(accountId).filter((each) => each.asset === asset)
    return sumCash(
      asset,
      [...held, ...dust].map((each) => cash(text(each.quantity), asset)),
    )
  }
}

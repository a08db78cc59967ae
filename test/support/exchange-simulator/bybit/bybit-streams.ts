import type { SymbolMarket } from '../market/symbol-market.ts'
import type { Connection } from '../server/connection.ts'
import type { MarketNames, Venue } from '../server/venue.ts'
import type { Account } from '../trading/account.ts'
import type { OrderEvent } from '../trading/order.ts'
import { bookData, bybitIntervals, klineData, tickerData, tradeData } from './bybit-market.ts'
import { type Body, executionData, orderData, walletData } from './bybit-orders.ts'
import { signedStream } from './bybit-signing.ts'

/** A spot connection takes this many topics in one request. */
const topicsPerRequest = 10

interface Request {
  readonly op?: string
  readonly req_id?: string
  readonly args?: readonly string[]
}

/** A request on the trade connection: an order with the time at which it was sent. */
interface TradeRequest {
  readonly op: string
  readonly reqId?: string
  readonly header?: Readonly<Record<string, string>>
  readonly args?: readonly Body[]
}

/** What the REST interface would answer, for those who send orders over a connection. */
type Trade = (account: Account, op: string, order: Body, sentAt: number) => object

/** The v5 streams: public topics by pair, and the account's own after signing in. */
export class BybitStreams {
  readonly #venue: Venue
  readonly #names: MarketNames
  readonly #trade: Trade
  #messages = 0

  constructor(venue: Venue, names: MarketNames, trade: Trade) {
    this.#trade = trade
    this.#venue = venue
    this.#names = names
    venue.market.listen({
      trade: (symbol, trade) =>
        this.#publish(symbol, 'publicTrade', (id) => ({
          type: 'snapshot',
          data: [tradeData(symbol, id, trade)],
        })),
      moved: (symbol) => this.#moved(symbol),
      minuteEnded: (symbol, endTime) => this.#minuteEnded(symbol, endTime),
    })
    venue.trading.listen({
      order: (account, event) => this.#order(account, event),
      balances: (account, currencies) => this.#push(account, null, 'wallet', walletData(account, currencies)),
    })
  }

  received(connection: Connection, text: string): void {
    const { op, req_id, args = [] } = JSON.parse(text) as Request
    if (op === 'ping') this.#pong(connection, req_id)
    else if (op === 'auth') this.#signIn(connection, args)
    else if (op?.startsWith('order.') === true) this.#placed(connection, JSON.parse(text) as TradeRequest)
    else if (op === 'subscribe') this.#subscribe(connection, args, req_id)
    else if (op === 'unsubscribe') {
      for (const topic of args) this.#venue.hub.unsubscribe(connection, topic)
      this.#ack(connection, 'unsubscribe', req_id, null)
    }
  }

  #pong(connection: Connection, req_id: string | undefined): void {
    if (!connection.answersPings()) return
    const pong = connection.path.includes('private')
      ? { req_id, op: 'pong', args: [String(Date.now())], conn_id: 'simulated' }
      : { success: true, ret_msg: 'pong', conn_id: 'simulated', req_id, op: 'ping' }
    connection.answer(JSON.stringify(pong))
  }

  #signIn(connection: Connection, args: readonly string[]): void {
    const account = signedStream(args, this.#venue.trading.accounts, this.#venue.clock)
    if (typeof account !== 'string') connection.account = account
    if (connection.path.endsWith('/trade')) {
      const [retCode, retMsg] =
        typeof account === 'string' ? [Number(account.slice(0, 5)), account] : [0, 'OK']
      connection.answer(JSON.stringify({ retCode, retMsg, op: 'auth', connId: 'simulated' }))
      return
    }
    this.#ack(connection, 'auth', undefined, typeof account === 'string' ? account : null)
  }

  #placed(connection: Connection, { op, reqId, header, args = [] }: TradeRequest): void {
    const { account } = connection
    const order = args[0] ?? {}
    const concerns = (symbol: string): boolean => this.#names.idOf(symbol) === order.symbol
    connection.request(op, concerns, () => {
      const result =
        account === null
          ? { retCode: 20003, retMsg: 'Not authorised', data: {} }
          : this.#trade(account, op, order, Number(header?.['X-BAPI-TIMESTAMP']))
      return JSON.stringify({ reqId, op, ...result, connId: 'simulated' })
    })
  }

  #subscribe(connection: Connection, topics: readonly string[], req_id: string | undefined): void {
    const { hub } = this.#venue
    const isPrivate = connection.path.includes('private')
    if (!isPrivate && topics.length > topicsPerRequest) {
      this.#ack(connection, 'subscribe', req_id, `args size >${topicsPerRequest}`)
      return
    }
    for (const topic of topics) {
      const symbol = this.#symbolOf(topic)
      const verdict = hub.verdict(topic, symbol?.listing.symbol ?? null)
      if (verdict === 'ignore') return
      const unknown = isPrivate ? connection.account === null : symbol === null
      if (verdict === 'reject' || unknown) {
        this.#ack(connection, 'subscribe', req_id, `error:handler not found,topic:${topic}`)
        return
      }
    }
    this.#ack(connection, 'subscribe', req_id, null)
    for (const topic of topics) {
      const symbol = this.#symbolOf(topic)
      if (topic.startsWith('orderbook') && !hub.wanted(topic)) symbol?.takeBookChange()
      hub.subscribe(connection, topic)
      if (symbol !== null) this.#first(connection, topic, symbol)
    }
  }

  /** Tickers and books begin with how things are. */
  #first(connection: Connection, topic: string, symbol: SymbolMarket): void {
    const id = this.#names.idOf(symbol.listing.symbol)
    const { time, book, listing } = symbol
    if (topic.startsWith('tickers')) {
      connection.send(
        topic,
        listing.symbol,
        JSON.stringify({ topic, ts: time, type: 'snapshot', data: tickerData(symbol, id) }),
      )
    }
    if (topic.startsWith('orderbook')) {
      const data = bookData(symbol, id, book.levels(Number(topic.split('.')[1])), book.version)
      connection.send(topic, listing.symbol, JSON.stringify({ topic, ts: time, type: 'snapshot', data }))
    }
  }

  #ack(connection: Connection, op: string, req_id: string | undefined, error: string | null): void {
    connection.answer(
      JSON.stringify({ success: error === null, ret_msg: error ?? '', conn_id: 'simulated', req_id, op }),
    )
  }

  #symbolOf(topic: string): SymbolMarket | null {
    const symbol = this.#names.symbolOf(topic.split('.').at(-1) ?? '')
    return symbol === null ? null : this.#venue.market.symbol(symbol)
  }

  #publish(symbol: SymbolMarket, channel: string, make: (id: string) => object): void {
    const id = this.#names.idOf(symbol.listing.symbol)
    const topic = `${channel}.${id}`
    if (!this.#venue.hub.wanted(topic)) return
    const text = JSON.stringify({ topic, ts: symbol.time, ...make(id) })
    this.#venue.hub.publish(topic, symbol.listing.symbol, () => text)
  }

  #moved(symbol: SymbolMarket): void {
    this.#publish(symbol, 'tickers', (id) => ({ type: 'snapshot', data: tickerData(symbol, id) }))
    for (const interval of Object.keys(bybitIntervals)) {
      const moment = symbol.lastTrade?.time ?? 0
      this.#publish(symbol, `kline.${interval}`, () => this.#kline(symbol, interval, moment, false))
    }
    const id = this.#names.idOf(symbol.listing.symbol)
    const depths = [50, 200, 1000].filter((depth) => this.#venue.hub.wanted(`orderbook.${depth}.${id}`))
    const change = depths.length > 0 ? symbol.takeBookChange() : null
    if (change !== null) {
      for (const depth of depths) {
        this.#publish(symbol, `orderbook.${depth}`, () => ({
          type: 'delta',
          data: bookData(symbol, id, change, change.to),
        }))
      }
    }
    // One level is always sent whole.
    this.#publish(symbol, 'orderbook.1', () => ({
      type: 'snapshot',
      data: bookData(symbol, id, symbol.book.levels(1), symbol.book.version),
    }))
  }

  #minuteEnded(symbol: SymbolMarket, endTime: number): void {
    if (symbol.status !== 'trading') return
    for (const [interval, span] of Object.entries(bybitIntervals)) {
      if (endTime % span !== 0) continue
      this.#publish(symbol, `kline.${interval}`, () => this.#kline(symbol, interval, endTime - 1, true))
    }
  }

  #kline(symbol: SymbolMarket, interval: string, moment: number, confirm: boolean): object {
    const span = bybitIntervals[interval] ?? 60_000
    const candle = symbol.candle(moment - (moment % span), span)
    if (candle === null) throw new RangeError(`no candle of ${symbol.listing.symbol} at ${moment}`)
    return { type: 'snapshot', data: [klineData(symbol, interval, candle, confirm)] }
  }

  #order(account: Account, { kind, order, fill }: OrderEvent): void {
    const id = this.#names.idOf(order.symbol)
    // An order that trades at once is told of only when it has.
    if (kind === 'new' && order.kind === 'market' && order.trigger === null) return
    this.#push(account, order.symbol, 'order', orderData(order, id))
    if (fill !== null) this.#push(account, order.symbol, 'execution', executionData(order, fill, id))
  }

  #push(account: Account, symbol: string | null, topic: string, data: object): void {
    this.#messages += 1
    const creationTime = this.#venue.market.time
    const text = JSON.stringify({ id: `simulated-${this.#messages}`, topic, creationTime, data: [data] })
    for (const connection of this.#venue.hub.of(account)) {
      if (connection.topics.has(topic)) connection.send(topic, symbol, text)
    }
  }
}

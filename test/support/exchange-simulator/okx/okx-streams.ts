import type { SymbolMarket } from '../market/symbol-market.ts'
import type { Connection } from '../server/connection.ts'
import type { MarketNames, Venue } from '../server/venue.ts'
import type { Account } from '../trading/account.ts'
import type { OrderEvent } from '../trading/order.ts'
import { OkxError } from './okx-error.ts'
import { bookData, candleRow, okxBars, tickerData, tradeData } from './okx-market.ts'
import { algoData, type Body, balanceData, isOrdinary, isStop, orderData } from './okx-orders.ts'
import { type Login, signedStream } from './okx-signing.ts'

interface Argument {
  readonly channel: string
  readonly instId?: string
  readonly instType?: string
}
interface Request {
  readonly op?: string
  readonly id?: string
  readonly args?: readonly (Argument & Login)[]
}

/** What the REST interface would answer, for those who send orders over the connection; null for no such request. */
type Trade = (account: Account, op: string, orders: readonly Body[]) => object | null

const privateChannels = ['orders', 'orders-algo', 'account']
const bookChannels: Readonly<Record<string, number>> = { books: 400, books5: 5, 'bbo-tbt': 1 }

/** Channel and instrument, and for private channels the kind of instrument asked for. */
const topicOf = ({ channel, instId, instType }: Argument): string =>
  [channel, instId ?? '', instType ?? ''].join(':').replace(/:+$/, '')
const argumentOf = (topic: string): Argument => {
  const [channel = '', instId = '', instType = ''] = topic.split(':')
  return { channel, ...(instType === '' ? {} : { instType }), ...(instId === '' ? {} : { instId }) }
}

/** The v5 streams: public and business channels, and the account's own after signing in. */
export class OkxStreams {
  readonly #venue: Venue
  readonly #names: MarketNames
  readonly #trade: Trade

  constructor(venue: Venue, names: MarketNames, trade: Trade) {
    this.#trade = trade
    this.#venue = venue
    this.#names = names
    venue.market.listen({
      trade: (symbol, trade) => this.#publish(symbol, 'trades', (id) => [tradeData(symbol, id, trade)]),
      moved: (symbol) => this.#moved(symbol),
      minuteEnded: (symbol, endTime) => this.#minuteEnded(symbol, endTime),
    })
    venue.trading.listen({
      order: (account, event) => this.#order(account, event),
      balances: (account, currencies) =>
        this.#push(account, null, 'account', () => balanceData(account, currencies, venue.market.time)),
    })
  }

  received(connection: Connection, text: string): void {
    if (text === 'ping') {
      if (connection.answersPings()) connection.answer('pong')
      return
    }
    const { id, op = '', args = [] } = JSON.parse(text) as Request
    if (id !== undefined && connection.path.endsWith('/private')) {
      this.#placed(connection, id, op, args as readonly object[] as readonly Body[])
      return
    }
    try {
      for (const argument of args) {
        if (op === 'login') this.#signIn(connection, argument)
        if (op === 'subscribe') this.#subscribe(connection, argument)
        if (op === 'unsubscribe') this.#unsubscribe(connection, argument)
      }
    } catch (error) {
      if (!(error instanceof OkxError)) throw error
      connection.answer(
        JSON.stringify({ event: 'error', code: error.code, msg: error.message, connId: 'simulated' }),
      )
    }
  }

  #signIn(connection: Connection, login: Login): void {
    connection.account = signedStream(login, this.#venue.trading.accounts, this.#venue.clock)
    connection.answer(JSON.stringify({ event: 'login', code: '0', msg: '', connId: 'simulated' }))
  }

  #placed(connection: Connection, id: string, op: string, orders: readonly Body[]): void {
    const { account } = connection
    const concerns = (symbol: string): boolean =>
      orders.some(({ instId }) => instId === this.#names.idOf(symbol))
    const failed = (code: string, msg: string): object => ({ code, msg, data: [] })
    connection.request(op, concerns, () => {
      try {
        const result = account === null ? failed('60011', 'Please log in') : this.#trade(account, op, orders)
        return JSON.stringify({ id, op, ...(result ?? failed('60012', `Illegal request: ${op}`)) })
      } catch (error) {
        if (!(error instanceof OkxError)) throw error
        return JSON.stringify({ id, op, ...failed(error.code, error.message) })
      }
    })
  }

  #subscribe(connection: Connection, argument: Argument): void {
    const { hub } = this.#venue
    const topic = topicOf(argument)
    const symbol = this.#symbolOf(argument)
    const verdict = hub.verdict(topic, symbol?.listing.symbol ?? null)
    if (verdict === 'ignore') return
    const isPrivate = privateChannels.includes(argument.channel)
    if (isPrivate && connection.account === null) throw new OkxError(400, '60011', 'Please log in')
    const business = argument.channel.startsWith('candle') || argument.channel === 'orders-algo'
    const wrongPlace = business !== connection.path.endsWith('/business')
    if (verdict === 'reject' || wrongPlace || (!isPrivate && symbol === null)) {
      const what = Object.entries(argumentOf(topic)).map(([name, value]) => `${name}:${value}`)
      throw new OkxError(
        400,
        '60018',
        `Wrong URL or ${what.join(',')} doesn't exist. Please use the correct URL, channel and parameters referring to API document.`,
      )
    }
    connection.answer(JSON.stringify({ event: 'subscribe', arg: argumentOf(topic), connId: 'simulated' }))
    // Whoever follows the book already gets what has changed so far, so that all go on from the same state.
    if (symbol !== null && argument.channel === 'books') this.#publishBook(symbol)
    hub.subscribe(connection, topic)
    if (symbol !== null) this.#first(connection, topic, argument.channel, symbol)
    if (argument.channel === 'account' && connection.account !== null) {
      const data = [
        balanceData(connection.account, [...connection.account.balances.keys()], this.#venue.market.time),
      ]
      connection.send(topic, null, JSON.stringify({ arg: argumentOf(topic), data }))
    }
  }

  #unsubscribe(connection: Connection, argument: Argument): void {
    const topic = topicOf(argument)
    this.#venue.hub.unsubscribe(connection, topic)
    connection.answer(JSON.stringify({ event: 'unsubscribe', arg: argumentOf(topic), connId: 'simulated' }))
  }

  /** Tickers and books begin with how things are. */
  #first(connection: Connection, topic: string, channel: string, symbol: SymbolMarket): void {
    const arg = argumentOf(topic)
    const id = this.#names.idOf(symbol.listing.symbol)
    const send = (message: object): void =>
      connection.send(topic, symbol.listing.symbol, JSON.stringify({ arg, ...message }))
    if (channel === 'tickers') send({ data: [tickerData(symbol, id)] })
    const depth = bookChannels[channel]
    if (depth === undefined) return
    const book = { ...bookData(symbol, symbol.book.levels(depth)), seqId: symbol.book.version, prevSeqId: -1 }
    send(channel === 'books' ? { action: 'snapshot', data: [book] } : { data: [book] })
  }

  #symbolOf({ instId = '' }: Argument): SymbolMarket | null {
    const symbol = this.#names.symbolOf(instId)
    return symbol === null ? null : this.#venue.market.symbol(symbol)
  }

  #publish(
    symbol: SymbolMarket,
    channel: string,
    make: (id: string) => readonly unknown[],
    action?: 'update',
  ): void {
    const instId = this.#names.idOf(symbol.listing.symbol)
    const topic = topicOf({ channel, instId })
    if (!this.#venue.hub.wanted(topic)) return
    const text = JSON.stringify({
      arg: { channel, instId },
      ...(action === undefined ? {} : { action }),
      data: make(instId),
    })
    this.#venue.hub.publish(topic, symbol.listing.symbol, () => text)
  }

  #moved(symbol: SymbolMarket): void {
    this.#publish(symbol, 'tickers', (id) => [tickerData(symbol, id)])
    for (const bar of Object.keys(okxBars)) {
      this.#publish(symbol, `candle${bar}`, () => [
        this.#candle(symbol, bar, symbol.lastTrade?.time ?? 0, false),
      ])
    }
    if (
      this.#venue.hub.wanted(topicOf({ channel: 'books', instId: this.#names.idOf(symbol.listing.symbol) }))
    ) {
      this.#publishBook(symbol)
    }
    for (const channel of ['books5', 'bbo-tbt']) {
      const levels = () => bookData(symbol, symbol.book.levels(bookChannels[channel] ?? 1))
      this.#publish(symbol, channel, () => [{ ...levels(), seqId: symbol.book.version }])
    }
  }

  #publishBook(symbol: SymbolMarket): void {
    const change = symbol.takeBookChange()
    if (change === null) return
    const data = { ...bookData(symbol, change), seqId: change.to, prevSeqId: change.from }
    this.#publish(symbol, 'books', () => [data], 'update')
  }

  #minuteEnded(symbol: SymbolMarket, endTime: number): void {
    if (symbol.status !== 'trading') return
    for (const [bar, span] of Object.entries(okxBars)) {
      if (endTime % span !== 0) continue
      this.#publish(symbol, `candle${bar}`, () => [this.#candle(symbol, bar, endTime - 1, true)])
    }
  }

  #candle(symbol: SymbolMarket, bar: string, moment: number, closed: boolean): readonly string[] {
    const span = okxBars[bar] ?? 60_000
    const candle = symbol.candle(moment - (moment % span), span)
    if (candle === null) throw new RangeError(`no candle of ${symbol.listing.symbol} at ${moment}`)
    return candleRow(symbol, candle, closed)
  }

  #order(account: Account, { kind, order, fill }: OrderEvent): void {
    const id = this.#names.idOf(order.symbol)
    if (isStop(order) && (!isOrdinary(order) || kind === 'triggered')) {
      this.#push(account, order.symbol, 'orders-algo', () => algoData(order, id))
    }
    if (isOrdinary(order)) this.#push(account, order.symbol, 'orders', () => orderData(order, id, fill))
  }

  /** Once per subscription that covers it, as the exchange does. */
  #push(account: Account, symbol: string | null, channel: string, make: () => object): void {
    const instId = symbol === null ? null : this.#names.idOf(symbol)
    for (const connection of this.#venue.hub.of(account)) {
      for (const topic of connection.topics) {
        const arg = argumentOf(topic)
        if (arg.channel !== channel || (arg.instId ?? instId) !== instId) continue
        connection.send(topic, symbol, JSON.stringify({ arg, data: [make()] }))
      }
    }
  }
}

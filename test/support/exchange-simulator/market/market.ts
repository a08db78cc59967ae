import { units } from '../units.ts'
import type { SymbolMarket } from './symbol-market.ts'
import { minute, type TapeTrade } from './tape.ts'

/** What those who follow the market are told, in order of time. */
export interface MarketListener {
  trade(symbol: SymbolMarket, trade: TapeTrade): void
  /** A slice of time has passed in which the pair traded: tickers, books and open candles have news. */
  moved(symbol: SymbolMarket): void
  /** A minute has ended. */
  minuteEnded(symbol: SymbolMarket, endTime: number): void
}

const sliceMs = 1_000
const timerMs = 20

/** All pairs on one clock. It runs at its speed against the machine's time, or stands still and is advanced by hand. */
export class Market {
  readonly symbols: ReadonlyMap<string, SymbolMarket>
  readonly #listeners: MarketListener[] = []
  #time: number
  #speed: number
  #timer: ReturnType<typeof setInterval> | null = null
  #wallTime = 0

  constructor(symbols: readonly SymbolMarket[], startAt: number) {
    this.symbols = new Map(symbols.map((symbol) => [symbol.listing.symbol, symbol]))
    this.#time = startAt
    this.#speed = 0
  }

  /** Market time, epoch ms. */
  get time(): number {
    return this.#time
  }

  listen(listener: MarketListener): void {
    this.#listeners.push(listener)
  }

  /** Market time over machine time; 0 stops the clock. */
  run(speed: number): void {
    this.#speed = speed
    this.#wallTime = performance.now()
    if (speed > 0 && this.#timer === null) this.#timer = setInterval(() => this.#tick(), timerMs).unref()
    if (speed === 0) this.stop()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  /** Plays the market on; everything that happens is told before it returns. */
  advance(ms: number): void {
    const end = this.#time + ms
    while (this.#time < end) {
      const boundary = this.#time - (this.#time % sliceMs) + sliceMs
      this.#slice(Math.min(boundary, end))
    }
  }

  /** One more trade, now, whatever the tape has. */
  trade(name: string, price: string, amount: string): void {
    const symbol = this.symbol(name)
    const { lastTrade, listing } = symbol
    const steps = (text: string, step: bigint): number => Number(units(text) / step)
    const at = steps(price, listing.priceStep)
    const trade: TapeTrade = {
      id: (lastTrade?.id ?? 0) + 1,
      time: this.#time,
      price: at,
      amount: steps(amount, listing.amountStep),
      takerSide: at < symbol.lastPrice ? 'sell' : 'buy',
    }
    symbol.follow(trade)
    for (const listener of this.#listeners) listener.trade(symbol, trade)
    for (const listener of this.#listeners) listener.moved(symbol)
  }

  symbol(name: string): SymbolMarket {
    const found = this.symbols.get(name)
    if (found === undefined) throw new RangeError(`no such pair: "${name}"`)
    return found
  }

  #tick(): void {
    const now = performance.now()
    const elapsed = Math.floor((now - this.#wallTime) * this.#speed)
    if (elapsed <= 0) return
    this.#wallTime += elapsed / this.#speed
    this.advance(elapsed)
  }

  #slice(to: number): void {
    const due: { readonly symbol: SymbolMarket; readonly trade: TapeTrade }[] = []
    for (const symbol of this.symbols.values()) {
      for (const trade of symbol.trades(symbol.time, to)) due.push({ symbol, trade })
    }
    due.sort((a, b) => a.trade.time - b.trade.time)
    const moved = new Set<SymbolMarket>()
    for (const { symbol, trade } of due) {
      this.#time = Math.max(this.#time, trade.time)
      symbol.follow(trade)
      moved.add(symbol)
      for (const listener of this.#listeners) listener.trade(symbol, trade)
    }
    this.#time = to
    for (const symbol of this.symbols.values()) symbol.reach(to)
    for (const symbol of moved) for (const listener of this.#listeners) listener.moved(symbol)
    if (to % minute !== 0) return
    for (const symbol of this.symbols.values()) {
      for (const listener of this.#listeners) listener.minuteEnded(symbol, to)
    }
  }
}

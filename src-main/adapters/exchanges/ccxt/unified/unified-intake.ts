import { openTimeOf, timeframeMs } from '../../../../domain/market/timeframe.ts'
import type { CcxtClient } from '../ccxt-exchange.ts'
import type { Intake, IntakeParts, PairStream } from '../intake.ts'
import { messageOf } from '../requests.ts'
import { numberIn, recordIn, textIn } from '../wire/fields.ts'
import { PairMinutes, waitingMinutes } from './pair-minutes.ts'
import { ToldTrades } from './told-trades.ts'
import { tapTrades } from './trade-tap.ts'

const tickMs = 500
/** An exchange is asked for a minute so long after its end, and again if it was not ready. */
const graceMs = 1_500
const askAgainMs = 1_000

interface Watched {
  readonly minutes: PairMinutes
  /** Not asked before this time; monotonic. */
  askAt: number
}

/** A trade in the form that ccxt gives the trades of every exchange. */
const tradeIn = (given: unknown) => {
  const { symbol, timestamp, price, amount, id } = recordIn(given, 'trade')
  const trade = {
    symbol: textIn(symbol, 'symbol'),
    time: numberIn(timestamp, 'timestamp'),
    price: numberIn(price, 'price'),
    amount: numberIn(amount, 'amount'),
  }
  return { trade, id: typeof id === 'string' ? id : undefined }
}

/**
 * Takes in an exchange by what ccxt unifies alone: its trades as they are streamed, the minute in progress made of
 * them, and each minute's end as the exchange tells it when asked.
 */
export class UnifiedIntake implements Intake {
  readonly streams: readonly PairStream[]
  readonly #parts: IntakeParts
  readonly #told = new ToldTrades()
  readonly #watched = new Map<string, Watched>()
  readonly #endTicks: () => void

  constructor(parts: IntakeParts) {
    this.#parts = parts
    const { exchange, listing } = parts
    const subscribe =
      exchange.has.watchTradesForSymbols === true
        ? (symbols: readonly string[]) => exchange.watchTradesForSymbols(symbols)
        : (symbols: readonly string[]) => Promise.all(symbols.map((symbol) => exchange.watchTrades(symbol)))
    const isOf = (name: string, symbol: string) =>
      name.includes(symbol) || name.includes(listing.idOf(symbol) ?? symbol)
    this.streams = [{ kind: 'trades', subscribe, isOf }]
    tapTrades(exchange, (trade, client) => this.#take(trade, client))
    this.#endTicks = parts.clock.every(tickMs, () => this.#tick())
  }

  begin(symbol: string): void {
    const { marketTime, emit } = this.#parts
    const minutes = new PairMinutes({
      from: openTimeOf(marketTime(), '1m'),
      onForming: (candle) => emit({ kind: 'forming', symbol, timeframe: '1m', candle }),
      onClosed: (candle) => emit({ kind: 'closed', symbol, timeframe: '1m', candle }),
    })
    this.#watched.set(symbol, { minutes, askAt: Number.NEGATIVE_INFINITY })
  }

  forget(symbol: string): void {
    this.#watched.delete(symbol)
    this.#told.forget(symbol)
  }

  interrupt(symbol: string): void {
    this.#watched.get(symbol)?.minutes.interrupt()
  }

  close(): void {
    this.#endTicks()
    this.#watched.clear()
  }

  /** A malformed trade is counted and logged, and takes nothing else down. */
  #take(given: unknown, client: CcxtClient | null): void {
    try {
      this.#onTrade(given, client)
    } catch (error) {
      this.#parts.guard.malformed('trades', messageOf(error))
    }
    this.#parts.onMessage()
  }

  #onTrade(given: unknown, client: CcxtClient | null): void {
    const { guard, freshness, hearTime, emit } = this.#parts
    const { trade, id } = tradeIn(given)
    const { symbol, time } = trade
    const watched = this.#watched.get(symbol)
    if (watched === undefined || !this.#told.isNew(symbol, id) || !guard.accepts(symbol, trade)) return
    hearTime(time)
    freshness.hearTrade(symbol, time, client)
    emit({ kind: 'trade', trade })
    watched.minutes.add(trade)
  }

  #tick(): void {
    const { clock, marketTime } = this.#parts
    const until = openTimeOf(marketTime() - graceMs, '1m')
    const now = clock.monotonic()
    for (const [symbol, watched] of this.#watched) {
      if (watched.minutes.next >= until || now < watched.askAt) continue
      watched.askAt = Number.POSITIVE_INFINITY
      void this.#close(symbol, watched, until)
    }
  }

  async #close(symbol: string, watched: Watched, until: number): Promise<void> {
    const { history, clock } = this.#parts
    const open = Math.min(waitingMinutes, (until - watched.minutes.next) / timeframeMs['1m'])
    const query = { symbol, timeframe: '1m', before: until, limit: open, fresh: true } as const
    const asked = await history.candles(query)
    if (this.#watched.get(symbol) !== watched) return
    if (asked.kind === 'answered') watched.minutes.close(until, asked.value)
    watched.askAt = watched.minutes.next >= until ? Number.NEGATIVE_INFINITY : clock.monotonic() + askAgainMs
  }
}

import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { isPlausibleBook, type OrderBook } from '../../../domain/market/order-book.ts'
import type { Asked } from '../../../engine/ports/exchange.ts'
import type { CcxtExchange } from './ccxt-exchange.ts'
import type { Dialect } from './dialects.ts'
import { messageOf, type Requests } from './requests.ts'

/** A book is asked for by all who compare at the same moment, and is old a moment later. */
const keptMs = 250
const keptBooks = 1_000

const level = z
  .tuple([z.number(), z.number()])
  .rest(z.unknown())
  .transform(([price, amount]) => [price, amount] as const)
const bookSchema = z.object({ bids: z.array(level), asks: z.array(level) })

interface OrderBooksParts {
  readonly exchange: CcxtExchange
  readonly dialect: Dialect
  readonly requests: Requests
}

/** Order books as an exchange tells them when it is asked. */
export class OrderBooks {
  readonly #parts: OrderBooksParts
  readonly #asked: LRUCache<string, Promise<Asked<OrderBook>>>

  constructor(parts: OrderBooksParts) {
    this.#parts = parts
    this.#asked = new LRUCache({ max: keptBooks, ttl: keptMs })
  }

  /** Callers that ask at about the same time cause one request. */
  book(symbol: string): Promise<Asked<OrderBook>> {
    const known = this.#asked.get(symbol)
    if (known !== undefined) return known
    const asked = this.#fetch(symbol)
    this.#asked.set(symbol, asked)
    return asked
  }

  async #fetch(symbol: string): Promise<Asked<OrderBook>> {
    const { exchange, dialect, requests } = this.#parts
    try {
      const told = await requests.ask(dialect.bookWeight, () =>
        exchange.fetchOrderBook(symbol, dialect.bookDepth),
      )
      const book = bookSchema.parse(told)
      if (!isPlausibleBook(book)) throw new Error(`the order book of ${symbol} contradicts itself`)
      return { kind: 'answered', value: book }
    } catch (error) {
      return { kind: 'failed', cause: messageOf(error) }
    }
  }
}

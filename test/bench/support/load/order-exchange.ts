import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { ListingOptions } from '../../../support/exchange-simulator/market/listing.ts'
import {
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../../../support/exchange-simulator/start-exchange-simulator.ts'
import { answerQuestions } from './forked.ts'

/** A simulated Bybit that notes when it is sent each order: it takes as many a second as are asked of it here. */
export type OrderQuestion =
  | { readonly do: 'open'; readonly symbol: ListingOptions; readonly quote: string; readonly prices: Prices }
  /** Since the last asking. */
  | { readonly do: 'received' }

/** The market stands at one until something was bought, then at the other until it was sold. */
export type Prices = readonly [flat: string, held: string]

export interface OpenedOrderExchange {
  readonly restUrl: string
  readonly wsUrl: string
  readonly apiKey: string
  readonly secret: string
}

/** Client id and when the order's request came in, ms of the clock that all processes share. */
export type Received = readonly (readonly [clientId: string, atMs: number])[]

let simulator: ExchangeSimulator
let received: [string, number][] = []
let requestedAt = Number.NaN

// Node.js tells of a request once it has its head, which comes with its body.
subscribe('http.server.request.start', (message) => {
  const { request } = message as { readonly request: IncomingMessage }
  if (request.url === '/v5/order/create') requestedAt = Number(process.hrtime.bigint()) / 1e6
})

const open = async ({ symbol, quote, prices }: Extract<OrderQuestion, { do: 'open' }>) => {
  const balances = { USDT: quote }
  const accounts = [{ fee: { kind: 'quote' }, balances }] as const
  simulator = await startExchangeSimulator({ exchange: 'bybit', symbols: [symbol], speed: 0, accounts })
  const { market, trading } = simulator.control
  simulator.control.limitRequests(Number.MAX_SAFE_INTEGER)
  const standAt = (price: string) => market.trade(symbol.symbol, price, '100000')
  standAt(prices[0])
  trading.listen({
    order: (_, { kind, order }) => {
      if (kind === 'new') received.push([order.clientId, requestedAt])
      if (order.status === 'filled') setImmediate(() => standAt(prices[order.side === 'buy' ? 1 : 0]))
    },
    balances: () => {},
  })
  const [owner] = simulator.accounts
  if (owner === undefined) throw new Error('no account')
  const { restUrl, wsUrl } = simulator
  return { restUrl, wsUrl, apiKey: owner.apiKey, secret: owner.secret } satisfies OpenedOrderExchange
}

answerQuestions((question: OrderQuestion): unknown => {
  if (question.do === 'open') return open(question)
  const told = received
  received = []
  return told
})

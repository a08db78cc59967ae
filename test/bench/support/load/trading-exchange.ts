import { setImmediate, setTimeout } from 'node:timers/promises'
import {
  type ExchangeId,
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../../../support/exchange-simulator/start-exchange-simulator.ts'
import { answerQuestions } from './forked.ts'
import { tradeKey } from './trade-key.ts'

/** A simulated exchange whose market stands still until it is asked to trade. */
export type TradingQuestion =
  | { readonly do: 'open'; readonly exchange: ExchangeId; readonly pairs: number }
  /** Waits until so many topics were subscribed. */
  | { readonly do: 'await'; readonly topics: number }
  /** Trades as fast as it can, at least so often. */
  | { readonly do: 'trade'; readonly times: number }

export interface OpenedTrading {
  readonly restUrl: string
  readonly wsUrl: string
  readonly symbols: readonly string[]
}

/** Keys of the trades of each pair, in order. */
export type TradesOf = ReadonlyMap<string, readonly string[]>

const tradesPerMinute = 2_500
const second = 1_000

let simulator: ExchangeSimulator
const traded = new Map<string, string[]>()

const open = async (exchange: ExchangeId, pairs: number): Promise<OpenedTrading> => {
  simulator = await startExchangeSimulator({ exchange, symbols: pairs, speed: 0, tradesPerMinute })
  const { market } = simulator.control
  market.listen({
    trade: ({ listing }, { time, price, amount }) => {
      const key = tradeKey(time, Number(listing.priceText(price)), Number(listing.amountText(amount)))
      const known = traded.get(listing.symbol)
      if (known === undefined) traded.set(listing.symbol, [key])
      else known.push(key)
    },
    moved: () => {},
    minuteEnded: () => {},
  })
  const { restUrl, wsUrl } = simulator
  return { restUrl, wsUrl, symbols: [...market.symbols.keys()] }
}

const awaitTopics = async (topics: number): Promise<void> => {
  const { counts } = simulator.control
  while (counts.subscriptions.size < topics) await setTimeout(10)
}

const trade = async (times: number): Promise<TradesOf> => {
  traded.clear()
  const count = () => [...traded.values()].reduce((sum, trades) => sum + trades.length, 0)
  while (count() < times) {
    simulator.control.market.advance(second)
    await setImmediate()
  }
  return traded
}

answerQuestions((question: TradingQuestion): Promise<unknown> => {
  switch (question.do) {
    case 'open':
      return open(question.exchange, question.pairs)
    case 'await':
      return awaitTopics(question.topics)
    case 'trade':
      return trade(question.times)
  }
})

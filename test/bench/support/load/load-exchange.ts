import { setTimeout } from 'node:timers/promises'
import { openTimeOf } from '../../../../src-main/domain/market/timeframe.ts'
import {
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../../../support/exchange-simulator/start-exchange-simulator.ts'
import { answerQuestions } from './forked.ts'
import { LoadStreams } from './load-streams.ts'
import { MarketLoad } from './market-load.ts'
import { textFrame } from './text-frame.ts'

/** Binance on this computer under load: history as usual; its streams run from now on into the future, faster than time. */
export type LoadQuestion =
  | { readonly do: 'open'; readonly pairs: number }
  /** Waits until the client listens to trades and candles of all pairs. */
  | { readonly do: 'await'; readonly client: string }
  /** REST requests since the last time that this was asked. */
  | { readonly do: 'count' }
  /** As fast as the client takes them without a rate. */
  | {
      readonly do: 'send'
      readonly client: string
      readonly messages: number
      readonly perSecond: number | null
    }

export interface OpenedLoad {
  readonly restUrl: string
  readonly wsUrl: string
  readonly symbols: readonly string[]
}

/** The message that closed a candle, and when it was written: ns of the clock that all processes share. */
export interface ClosingSent {
  readonly symbol: string
  readonly openTime: number
  readonly sentAt: bigint
}

/** Messages that are written in one piece. */
const piece = 500

const streams = new LoadStreams()
const loads = new Map<string, MarketLoad>()
let simulator: ExchangeSimulator
let symbols: readonly string[] = []

const open = async (pairs: number): Promise<OpenedLoad> => {
  simulator = await startExchangeSimulator({ exchange: 'binance', symbols: pairs })
  symbols = [...simulator.control.market.symbols.keys()]
  return { restUrl: simulator.restUrl, wsUrl: await streams.listen(), symbols }
}

const listening = async (client: string): Promise<void> => {
  while (streams.topics(client) < 2 * symbols.length) await setTimeout(10)
  const ids = symbols.map((symbol) => symbol.replace('/', ''))
  loads.set(client, new MarketLoad(ids, openTimeOf(Date.now(), '1m')))
}

const countRequests = (): number => {
  const { counts } = simulator.control
  const requests = counts.requestsOf()
  counts.clear()
  return requests
}

const loadOf = (client: string): MarketLoad => {
  const load = loads.get(client)
  if (load === undefined) throw new Error(`${client} was not waited for`)
  return load
}

const flood = async (client: string, messages: number): Promise<void> => {
  const load = loadOf(client)
  for (let sent = 0; sent < messages; sent += piece) {
    const count = Math.min(piece, messages - sent)
    await streams.writeMany(
      client,
      Array.from({ length: count }, () => load.next()),
    )
  }
}

const pace = async (client: string, messages: number, perSecond: number): Promise<ClosingSent[]> => {
  const load = loadOf(client)
  const closings: ClosingSent[] = []
  const startedAt = performance.now()
  for (let sent = 0; sent < messages; ) {
    const due = Math.min(messages, Math.ceil(((performance.now() - startedAt) * perSecond) / 1000))
    for (; sent < due; sent += 1) {
      const { channel, text, closes, openTime } = load.next()
      const frame = textFrame(text)
      const sentAt = process.hrtime.bigint()
      streams.write(client, channel, frame)
      if (closes !== null) closings.push({ symbol: symbols[closes] ?? '', openTime, sentAt })
    }
    await setTimeout(1)
  }
  return closings
}

const obey = async (question: LoadQuestion): Promise<unknown> => {
  switch (question.do) {
    case 'open':
      return open(question.pairs)
    case 'await':
      return listening(question.client)
    case 'count':
      return countRequests()
    case 'send':
      return question.perSecond === null
        ? flood(question.client, question.messages)
        : pace(question.client, question.messages, question.perSecond)
  }
}

answerQuestions(obey)

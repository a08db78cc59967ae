import { WebSocket } from 'ws'
import { systemClock } from '../../../../src-main/adapters/clock/system-clock.ts'
import { addressesFor } from '../../../../src-main/adapters/exchanges/ccxt/addresses.ts'
import { type CcxtExchange, createCcxt } from '../../../../src-main/adapters/exchanges/ccxt/ccxt-exchange.ts'
import { CcxtFeed } from '../../../../src-main/adapters/exchanges/ccxt/ccxt-feed.ts'
import { dialects } from '../../../../src-main/adapters/exchanges/ccxt/dialects.ts'
import { ccxtClass } from '../../../support/ccxt-class.ts'
import { silentLog } from '../silent-log.ts'
import { answerQuestions } from './forked.ts'

export type ContenderKind = 'own' | 'hook' | 'raw'

export type ContenderQuestion =
  | {
      readonly do: 'listen'
      readonly restUrl: string
      readonly wsUrl: string
      readonly symbols: readonly string[]
    }
  /** Begins to count; answered at once. */
  | { readonly do: 'begin' }
  /** Answered when so many messages have been taken since. */
  | { readonly do: 'end'; readonly messages: number }

/** Of the whole process, its garbage collector and compiler included. */
export interface Taken {
  readonly messages: number
  readonly cpuMicroseconds: number
}

type Listen = Extract<ContenderQuestion, { do: 'listen' }>

let taken = 0
let cpu = process.cpuUsage()
let awaited: { readonly messages: number; readonly done: (taken: Taken) => void } | null = null

const report = (): void => {
  if (awaited === null || taken < awaited.messages) return
  const { user, system } = process.cpuUsage(cpu)
  awaited.done({ messages: taken, cpuMicroseconds: user + system })
  awaited = null
}

const count = (): void => {
  taken += 1
  if (awaited !== null) report()
}

const idOf = (symbol: string): string => symbol.replace('/', '').toLowerCase()

/** The least that can be done: the library that ccxt uses too, and JSON. */
const listenRaw = ({ wsUrl, symbols }: Listen): void => {
  for (const channel of ['trade', 'kline_1m']) {
    const socket = new WebSocket(`${wsUrl}/stream/ws/${channel}`)
    const params = symbols.map((symbol) => `${idOf(symbol)}@${channel}`)
    socket.on('open', () => socket.send(JSON.stringify({ method: 'SUBSCRIBE', params, id: 1 })))
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { readonly e?: string }
      if (message.e !== undefined) count()
    })
  }
}

/** Unmodified ccxt whose handlers do nothing but count, driven by its watch calls. */
const listenByHook = async ({ restUrl, wsUrl, symbols }: Listen): Promise<void> => {
  const addresses = addressesFor('binance', restUrl, wsUrl)
  const exchange: CcxtExchange = createCcxt(await ccxtClass('binance'), {
    network: 'live',
    addresses,
    timeoutMs: 15_000,
  })
  await exchange.loadHttpProxyAgent()
  await exchange.loadMarkets()
  exchange.handleTrade = count
  exchange.handleOHLCV = count
  const watches = [
    exchange.watchTradesForSymbols(symbols),
    exchange.watchOHLCVForSymbols(symbols.map((symbol) => [symbol, '1m'] as const)),
  ]
  for (const watch of watches) watch.catch((error: unknown) => process.emitWarning(String(error)))
}

const listenAsWeDo = async ({ restUrl, wsUrl, symbols }: Listen): Promise<void> => {
  const feed = new CcxtFeed({
    dialect: dialects.binance,
    exchangeClass: await ccxtClass('binance'),
    network: 'live',
    addresses: addressesFor('binance', restUrl, wsUrl),
    clock: systemClock,
    log: silentLog(),
    seed: 1,
  })
  const markets = await feed.markets()
  if (markets.kind === 'failed') throw new Error(markets.cause)
  for (const symbol of symbols) feed.watch(symbol)
  feed.subscribe((event) => {
    if (event.kind !== 'state') count()
  })
}

const listen: Readonly<Record<ContenderKind, (where: Listen) => unknown>> = {
  raw: listenRaw,
  hook: listenByHook,
  own: listenAsWeDo,
}

const kind = process.argv[2] as ContenderKind

answerQuestions((question: ContenderQuestion): unknown => {
  switch (question.do) {
    case 'listen':
      return listen[kind](question)
    case 'begin':
      taken = 0
      cpu = process.cpuUsage()
      return null
    case 'end':
      return new Promise((done) => {
        awaited = { messages: question.messages, done }
        report()
      })
  }
})

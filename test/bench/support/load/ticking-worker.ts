import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../../../../src-main/adapters/clock/system-clock.ts'
import { demoMarkets } from '../../../../src-main/adapters/exchanges/replay/demo-market.ts'
import type { WorkerCommand, WorkerReport } from '../../../../src-main/adapters/market-pool/protocol.ts'
import type { Ping, Pong } from '../../../../src-main/adapters/threads/thread-messages.ts'
import type { Market } from '../../../../src-main/domain/market/market.ts'
import { seededRandom } from '../../../../src-main/domain/random.ts'
import type { Asked } from '../../../../src-main/engine/ports/exchange.ts'
import { MarketShard } from '../../../../src-main/workers/market/market-shard.ts'
import { ScriptedFeed } from '../../../support/scripted-feed.ts'

/** One trade of every pair at the price that all begin with. */
export interface TellPrices {
  readonly kind: 'tell-prices'
}
/** From now on so many trades a second over all pairs, each a step up or down. */
export interface Tick {
  readonly kind: 'tick'
  readonly perSecond: number
}
export type TickingReport = WorkerReport | { readonly kind: 'ticked'; readonly trades: number }

export interface TickingWorkerData {
  readonly symbols: readonly string[]
}

const { symbols } = workerData as TickingWorkerData
/** Of the price: at fifty trades a second a pair wanders by about half a percent in a second. */
const step = 0.0006

class TradedFeed extends ScriptedFeed {
  override async markets(): Promise<Asked<readonly Market[]>> {
    const [market] = demoMarkets
    if (market === undefined) return { kind: 'failed', cause: 'no market' }
    return { kind: 'answered', value: symbols.map((symbol) => ({ ...market, symbol, quote: 'USDT' })) }
  }
}

const report = (said: TickingReport | Pong) => parentPort?.postMessage(said)
const feed = new TradedFeed(0, symbols)
const info = { id: 'demo', name: 'Demo', kind: 'replay', exchangeId: null, speed: 1 } as const
const shard = new MarketShard(async () => ({ info, feed }), systemClock, report)

const random = seededRandom(1)
const prices = new Map(symbols.map((symbol) => [symbol, 100]))
let trades = 0
const trade = (symbol: string, price: number): void => {
  prices.set(symbol, price)
  trades += 1
  feed.emit({ kind: 'trade', trade: { symbol, time: Date.now(), price, amount: 1_000 } })
}

const tick = (perSecond: number): void => {
  const startedAt = performance.now()
  let done = 0
  setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) * perSecond) / 1_000)
    for (; done < due; done += 1) {
      const symbol = symbols[done % symbols.length] ?? ''
      trade(symbol, (prices.get(symbol) ?? 100) * (1 + step * (random() < 0.5 ? -1 : 1)))
    }
  }, 1)
  setInterval(() => report({ kind: 'ticked', trades }), 1_000)
}

parentPort?.on('message', (command: WorkerCommand | TellPrices | Tick | Ping) => {
  if (command.kind === 'ping') report({ kind: 'pong' })
  else if (command.kind === 'tell-prices') for (const symbol of symbols) trade(symbol, 100)
  else if (command.kind === 'tick') tick(command.perSecond)
  else shard.handle(command)
  if (command.kind === 'close') process.exit()
})

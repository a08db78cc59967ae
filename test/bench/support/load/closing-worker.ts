import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../../../../src-main/adapters/clock/system-clock.ts'
import type { WorkerCommand, WorkerReport } from '../../../../src-main/adapters/market-pool/protocol.ts'
import type { Ping, Pong } from '../../../../src-main/adapters/threads/thread-messages.ts'
import { isTimeframe, timeframeMs } from '../../../../src-main/domain/market/timeframe.ts'
import { MarketShard } from '../../../../src-main/workers/market/market-shard.ts'
import { closedCandle, formingCandle } from '../../../support/candles.ts'
import { ScriptedFeed } from '../../../support/scripted-feed.ts'

/** Closes the minute in progress of all pairs at once. */
export interface CloseAll {
  readonly kind: 'close-all'
}
/** The market worker's own, and when the last closes of all pairs began: ms of the clock that all threads share. */
export type ClosingReport = WorkerReport | { readonly kind: 'closing'; readonly at: number }

export interface ClosingWorkerData {
  readonly symbols: readonly string[]
  readonly historyMinutes: number
}

const minute = 60_000
const { symbols, historyMinutes } = workerData as ClosingWorkerData
const report = (said: ClosingReport | Pong) => parentPort?.postMessage(said)
const feed = new ScriptedFeed(historyMinutes, symbols)
const info = { id: 'demo', name: 'Demo', kind: 'replay', exchangeId: null, speed: 1 } as const
const shard = new MarketShard(async () => ({ info, feed }), systemClock, report)
shard.addVenue({ info, feed })

/** What series ask their exchange for now and then, to compare, would be the network's work: here nobody answers. */
const endHistory = (): void => {
  for (const timeframe of Object.keys(timeframeMs).filter(isTimeframe)) feed.failing.add(timeframe)
}

const closeAll = (): void => {
  endHistory()
  const openTime = feed.marketTime()
  const at = performance.timeOrigin + performance.now()
  feed.minute += 1
  for (const [index, symbol] of symbols.entries()) {
    const close = 100 + Math.sin(feed.minute / 5 + index)
    const values = { high: close + 1, low: close - 1, close }
    feed.emit({ kind: 'closed', symbol, timeframe: '1m', candle: closedCandle(openTime, values) })
  }
  report({ kind: 'closing', at })
  for (const symbol of symbols) {
    feed.emit({ kind: 'forming', symbol, timeframe: '1m', candle: formingCandle(openTime + minute) })
  }
}

parentPort?.on('message', (command: WorkerCommand | CloseAll | Ping) => {
  if (command.kind === 'ping') report({ kind: 'pong' })
  else if (command.kind === 'close-all') closeAll()
  else shard.handle(command)
  if (command.kind === 'close') parentPort?.close()
})

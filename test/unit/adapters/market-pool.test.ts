import { describe, expect, test } from 'vitest'
import { demoMarkets, demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { MarketPool } from '../../../src-main/adapters/market-pool/market-pool.ts'
import type {
  WorkerCommand,
  WorkerLink,
  WorkerReport,
} from '../../../src-main/adapters/market-pool/protocol.ts'
import { marketFromText, marketToText } from '../../../src-main/domain/market/market-text.ts'
import type { AnalysisMessage } from '../../../src-main/engine/ports/analysis.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { usualTask } from '../../support/shard.ts'
import { memoryLog } from '../../support/test-engine.ts'

/** A worker that answers when the test says so. */
const scriptedLink = () => {
  const sent: WorkerCommand[] = []
  const reports: ((report: WorkerReport) => void)[] = []
  const failures: ((error: Error) => void)[] = []
  const link: WorkerLink = {
    send: (command) => sent.push(command),
    onReport: (listener) => reports.push(listener),
    onFailure: (listener) => failures.push(listener),
    close: async () => {},
  }
  return {
    sent,
    link,
    report: (report: WorkerReport) => {
      for (const listener of reports) listener(report)
    },
    fail: (error: Error) => {
      for (const listener of failures) listener(error)
    },
  }
}

const opened = () => {
  const worker = scriptedLink()
  const log = memoryLog()
  const clock = new FakeClock()
  const pool = new MarketPool({ start: () => worker.link, clock, log })
  const heard: AnalysisMessage[] = []
  const end = pool.subscribe((message) => heard.push(message))
  return { ...worker, log, pool, heard, end, clock }
}
const query = { symbol: 'BTC/USDT', timeframe: '1m', before: null, limit: 1 } as const

test('a market crosses from thread to thread unchanged', () => {
  expect(demoMarkets.map((market) => marketFromText(structuredClone(marketToText(market))))).toEqual(
    demoMarkets,
  )
})

describe('the market workers seen from the engine', () => {
  test('hand on messages in their order, until the subscription ends', () => {
    const { report, heard, end } = opened()
    const message = (state: 'live' | 'stale') => ({ kind: 'venue', venueId: 'demo', state }) as const
    report({ kind: 'messages', messages: [message('live'), message('stale')] })
    expect(heard).toEqual([message('live'), message('stale')])
    end()
    report({ kind: 'messages', messages: [message('live')] })
    expect(heard).toHaveLength(2)
  })

  test('answer each question with its own answer, whatever the order', async () => {
    const { pool, report } = opened()
    const [first, second] = [pool.candles('demo', query), pool.candles('demo', query)]
    report({ kind: 'answer', question: 2, value: { kind: 'failed', cause: 'second' } })
    report({ kind: 'answer', question: 1, value: { kind: 'failed', cause: 'first' } })
    expect(await first).toEqual({ kind: 'failed', cause: 'first' })
    expect(await second).toEqual({ kind: 'failed', cause: 'second' })
  })

  test('watch a pair once for all who want it, and let it go with the last', () => {
    const { pool, sent } = opened()
    const [one, other] = [pool.watchTrades('demo', 'BTC/USDT'), pool.watchTrades('demo', 'BTC/USDT')]
    const watching = { kind: 'watch-trades', venueId: 'demo', symbol: 'BTC/USDT' }
    expect(sent).toEqual([{ ...watching, on: true }])
    one()
    one()
    expect(sent).toHaveLength(1)
    other()
    expect(sent).toEqual([
      { ...watching, on: true },
      { ...watching, on: false },
    ])
  })

  test('count charts by pair and timeframe', () => {
    const { pool, sent } = opened()
    pool.watchCandles('demo', 'BTC/USDT', '1m')
    pool.watchCandles('demo', 'BTC/USDT', '5m')()
    const chart = { kind: 'watch-candles', venueId: 'demo', symbol: 'BTC/USDT' }
    expect(sent).toEqual([
      { ...chart, timeframe: '1m', on: true },
      { ...chart, timeframe: '5m', on: true },
      { ...chart, timeframe: '5m', on: false },
    ])
  })

  test('that have died answer what was asked, say that every venue is down, and are logged', async () => {
    const { pool, fail, heard, log } = opened()
    const asked = pool.candles('demo', query)
    fail(new Error('out of memory'))
    expect(await asked).toEqual({ kind: 'failed', cause: 'out of memory' })
    expect(heard).toEqual([{ kind: 'venue', venueId: '*', state: 'down' }])
    expect(log.lines).toMatchObject([{ level: 'error', event: 'market-worker.failed' }])
  })

  test('that have died are started again once and given everything anew', async () => {
    const { pool, fail, sent, clock, heard } = opened()
    const config = { ...demoVenue, id: 'demo' }
    void pool.openVenue(config)
    const task = { ...usualTask, botId: 'b1' }
    pool.assign(task)
    pool.assign({ ...task, botId: 'b2' })
    pool.release('b2', task.symbol)
    pool.watchQuotes('demo', 'BTC/USDT')
    const before = sent.length
    fail(new Error('out of memory'))
    fail(new Error('it ended with code 1'))
    await clock.advance(199)
    expect(sent).toHaveLength(before)
    await clock.advance(1)
    expect(sent.slice(before)).toEqual([
      { kind: 'open-venue', question: 2, config },
      { kind: 'assign', task },
      { kind: 'watch-quotes', venueId: 'demo', symbol: 'BTC/USDT', on: true },
    ])
    expect(heard.map(({ kind }) => kind)).toEqual(['venue', 'restarted'])
  })

  test('wait longer before each further start, and a question that is never answered fails', async () => {
    const { pool, fail, sent, clock } = opened()
    void pool.openVenue(demoVenue)
    fail(new Error('first'))
    await clock.advance(200)
    fail(new Error('second'))
    const before = sent.length
    await clock.advance(399)
    expect(sent).toHaveLength(before)
    await clock.advance(1)
    expect(sent).toHaveLength(before + 1)
    const asked = pool.candles('demo', query)
    await clock.advance(60_000)
    expect(await asked).toMatchObject({ kind: 'failed' })
  })
})

import { describe, expect, test } from 'vitest'
import { demoMarkets, demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { MarketPool } from '../../../src-main/adapters/market-pool/market-pool.ts'
import { marketFromText, marketToText } from '../../../src-main/domain/market/market-text.ts'
import type { AnalysisMessage } from '../../../src-main/engine/ports/analysis.ts'
import { FakeClock, settled } from '../../support/fake-clock.ts'
import { type ScriptedLink, scriptedLink } from '../../support/scripted-link.ts'
import { usualTask } from '../../support/shard.ts'
import { memoryLog } from '../../support/test-engine.ts'

/** A pool with the venues open, and the workers that it started, oldest first. */
const opened = (...venues: string[]) => {
  const workers: ScriptedLink[] = []
  const log = memoryLog()
  const clock = new FakeClock()
  const start = () => {
    const worker = scriptedLink()
    workers.push(worker)
    return worker.link
  }
  const pool = new MarketPool({ start, clock, log })
  const heard: AnalysisMessage[] = []
  const end = pool.subscribe((message) => heard.push(message))
  for (const id of venues) void pool.openVenue({ ...demoVenue, id })
  for (const worker of workers) {
    worker.openAll()
    worker.sent.splice(0)
  }
  const worker = (index: number): ScriptedLink => {
    const found = workers[index]
    if (found === undefined) throw new Error(`no worker ${index} of ${workers.length}`)
    return found
  }
  return { workers, worker, log, pool, heard, end, clock }
}
const query = { symbol: 'BTC/USDT', timeframe: '1m', before: null, limit: 1 } as const
const live = (venueId: string) => ({ kind: 'venue', venueId, state: 'live' }) as const
const down = (venueId: string) => ({ kind: 'venue', venueId, state: 'down' }) as const

test('a market crosses from thread to thread unchanged', () => {
  expect(demoMarkets.map((market) => marketFromText(structuredClone(marketToText(market))))).toEqual(
    demoMarkets,
  )
})

describe('the market workers seen from the engine', () => {
  test('hand on messages in their order, until the subscription ends', () => {
    const { worker, heard, end } = opened('a')
    worker(0).report({ kind: 'messages', messages: [live('a'), down('a')] })
    expect(heard).toEqual([live('a'), down('a')])
    end()
    worker(0).report({ kind: 'messages', messages: [live('a')] })
    expect(heard).toHaveLength(2)
  })

  test('answer each question with its own answer, whatever the order', async () => {
    const { pool, worker } = opened('a')
    const [first, second] = [pool.candles('a', query), pool.candles('a', query)]
    worker(0).report({ kind: 'answer', question: 3, value: { kind: 'failed', cause: 'second' } })
    worker(0).report({ kind: 'answer', question: 2, value: { kind: 'failed', cause: 'first' } })
    expect(await first).toEqual({ kind: 'failed', cause: 'first' })
    expect(await second).toEqual({ kind: 'failed', cause: 'second' })
  })

  test('fail a question that is never answered, and one about a venue that is not open', async () => {
    const { pool, clock } = opened('a')
    const asked = pool.candles('a', query)
    await clock.advance(60_000)
    expect(await asked).toMatchObject({ kind: 'failed' })
    expect(await pool.candles('b', query)).toEqual({ kind: 'failed', cause: 'no venue "b"' })
  })

  test('watch a pair once for all who want it, and let it go with the last', () => {
    const { pool, worker } = opened('a')
    const [one, other] = [pool.watchTrades('a', 'BTC/USDT'), pool.watchTrades('a', 'BTC/USDT')]
    const watching = { kind: 'watch-trades', venueId: 'a', symbol: 'BTC/USDT' }
    expect(worker(0).sent).toEqual([{ ...watching, on: true }])
    one()
    one()
    expect(worker(0).sent).toHaveLength(1)
    other()
    expect(worker(0).sent).toEqual([
      { ...watching, on: true },
      { ...watching, on: false },
    ])
  })

  test('count charts by pair and timeframe', () => {
    const { pool, worker } = opened('a')
    pool.watchCandles('a', 'BTC/USDT', '1m')
    pool.watchCandles('a', 'BTC/USDT', '5m')()
    const chart = { kind: 'watch-candles', venueId: 'a', symbol: 'BTC/USDT' }
    expect(worker(0).sent).toEqual([
      { ...chart, timeframe: '1m', on: true },
      { ...chart, timeframe: '5m', on: true },
      { ...chart, timeframe: '5m', on: false },
    ])
  })
})

describe('a venue', () => {
  test('has a worker of its own, to which all its work goes', () => {
    const { pool, workers, worker } = opened('a', 'b')
    expect(workers).toHaveLength(2)
    const task = { ...usualTask, venueId: 'b' }
    pool.assign(task)
    pool.watchQuotes('b', 'BTC/USDT')
    void pool.candles('b', query)
    pool.release(task.botId, task.symbol)
    expect(worker(0).sent).toEqual([])
    expect(worker(1).sent.map(({ kind }) => kind)).toEqual(['assign', 'watch-quotes', 'candles', 'release'])
  })

  test('shares the least loaded worker when there are 8', () => {
    const { pool, workers, worker } = opened('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i')
    expect(workers).toHaveLength(8)
    expect(worker(0).sent).toEqual([])
    void pool.openVenue({ ...demoVenue, id: 'j' })
    expect(worker(0).sent).toEqual([])
    expect(worker(1).sent).toMatchObject([{ kind: 'open-venue', config: { id: 'j' } }])
    pool.closeVenue('i')
    expect(worker(0).sent).toEqual([{ kind: 'close-venue', id: 'i' }])
    expect(worker(0).closed).toBe(false)
  })

  test('that a bot moves away from is told so', () => {
    const { pool, worker } = opened('a', 'b')
    pool.assign({ ...usualTask, venueId: 'a' })
    pool.assign({ ...usualTask, venueId: 'b', version: 2 })
    expect(worker(0).sent.map(({ kind }) => kind)).toEqual(['assign', 'release'])
    expect(worker(1).sent.map(({ kind }) => kind)).toEqual(['assign'])
  })

  test('that is not open fails the bots that want to work there', () => {
    const { pool, heard } = opened('a')
    pool.assign({ ...usualTask, venueId: 'b' })
    expect(heard).toMatchObject([
      { kind: 'strategy-failed', botId: usualTask.botId, message: 'no venue "b"' },
    ])
  })

  test('is asked for what was wanted of it before it was open', () => {
    const { pool, worker } = opened()
    const end = pool.watchQuotes('a', 'BTC/USDT')
    pool.watchQuotes('b', 'BTC/USDT')
    pool.watchQuotes('a', 'ETH/USDT')
    end()
    void pool.openVenue({ ...demoVenue, id: 'a' })
    expect(worker(0).sent).toMatchObject([
      { kind: 'open-venue' },
      { kind: 'watch-quotes', venueId: 'a', symbol: 'ETH/USDT', on: true },
    ])
  })
})

describe('a worker that died', () => {
  test('leaves what was asked unanswered and its own venues down; the others go on', async () => {
    const { pool, worker, heard, log } = opened('a', 'b')
    const [asked, other] = [pool.candles('a', query), pool.candles('b', query)]
    worker(0).fail('out of memory')
    expect(await asked).toEqual({ kind: 'failed', cause: 'out of memory' })
    expect(heard).toEqual([down('a')])
    expect(log.lines).toMatchObject([
      { level: 'error', event: 'market-worker.failed', fields: { venues: 'a', message: 'out of memory' } },
    ])
    worker(1).report({ kind: 'answer', question: 2, value: { kind: 'answered', value: [] } })
    expect(await other).toEqual({ kind: 'answered', value: [] })
  })

  test('fails questions at once until another is there', async () => {
    const { pool, worker, clock, workers } = opened('a')
    worker(0).fail('out of memory')
    expect(await pool.candles('a', query)).toMatchObject({ kind: 'failed' })
    expect(await pool.openVenue({ ...demoVenue, id: 'a' })).toMatchObject({ kind: 'failed' })
    await clock.advance(200)
    expect(workers).toHaveLength(2)
    void pool.candles('a', query)
    expect(worker(1).sent.at(-1)).toMatchObject({ kind: 'candles' })
  })

  test('is started again once and given the work of its own venues anew', async () => {
    const { pool, workers, worker, clock, heard } = opened('a', 'b')
    const task = { ...usualTask, venueId: 'a', botId: 'b1' }
    pool.assign(task)
    pool.assign({ ...task, botId: 'b2' })
    pool.assign({ ...task, botId: 'b3', venueId: 'b' })
    pool.release('b2', task.symbol)
    pool.watchQuotes('a', 'BTC/USDT')
    pool.watchQuotes('b', 'BTC/USDT')
    worker(0).fail('out of memory')
    worker(0).fail('it ended with code 1')
    // Commands of the time between are part of what is given anew.
    pool.assign({ ...task, botId: 'b4' })
    await clock.advance(199)
    expect(workers).toHaveLength(2)
    await clock.advance(1)
    expect(workers).toHaveLength(3)
    expect(worker(2).sent).toEqual([
      { kind: 'open-venue', question: 2, config: { ...demoVenue, id: 'a' } },
      { kind: 'assign', task },
      { kind: 'assign', task: { ...task, botId: 'b4' } },
      { kind: 'watch-quotes', venueId: 'a', symbol: 'BTC/USDT', on: true },
    ])
    expect(heard).toEqual([down('a'), { kind: 'restarted', venueIds: ['a'], cause: 'out of memory' }])
    await clock.advance(60_000)
    expect(workers).toHaveLength(3)
  })

  test('is waited for longer at each further failure, by itself, until it has been well for a minute', async () => {
    const { workers, worker, clock } = opened('a', 'b')
    const waits = async () => {
      const before = workers.length
      let ms = 0
      while (workers.length === before && ms < 60_000) {
        await clock.advance(100)
        ms += 100
      }
      return ms
    }
    const seen: number[] = []
    for (let index = 0; index < 9; index += 1) {
      ;(workers.length === 2 ? worker(0) : workers.at(-1))?.fail('again')
      seen.push(await waits())
    }
    expect(seen).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000])
    worker(1).fail('first of its own')
    expect(await waits()).toBe(200)
    await clock.advance(60_001)
    workers.at(-2)?.fail('first again')
    expect(await waits()).toBe(200)
  })

  test('and whose venue cannot be reached then tries until it can', async () => {
    const { worker, clock } = opened('a')
    worker(0).fail('out of memory')
    await clock.advance(200)
    const openings = () => worker(1).sent.filter(({ kind }) => kind === 'open-venue').length
    worker(1).openAll('failed')
    await settled()
    await clock.advance(5_000)
    expect(openings()).toBe(2)
    worker(1).openAll('answered')
    await settled()
    await clock.advance(60_000)
    expect(openings()).toBe(2)
  })
})

describe('a venue that is closed', () => {
  test('ends its worker when it was the only one there; nothing more is heard of it', async () => {
    const { pool, worker, heard } = opened('a', 'b')
    const asked = pool.candles('a', query)
    pool.closeVenue('a')
    expect(await asked).toMatchObject({ kind: 'failed' })
    expect([worker(0).closed, worker(1).closed]).toEqual([true, false])
    worker(0).report({ kind: 'messages', messages: [live('a')] })
    worker(0).fail('it ended')
    expect(heard).toEqual([])
    pool.closeVenue('a')
  })

  test('is opened again in a new worker at once, without the work that it had', async () => {
    const { pool, workers, worker, clock } = opened('a')
    pool.assign({ ...usualTask, venueId: 'a' })
    pool.watchQuotes('a', 'BTC/USDT')
    pool.closeVenue('a')
    const reopened = pool.openVenue({ ...demoVenue, id: 'a' })
    expect(worker(1).sent.map(({ kind }) => kind)).toEqual(['open-venue', 'watch-quotes'])
    worker(1).openAll()
    expect(await reopened).toMatchObject({ kind: 'answered' })
    worker(0).fail('the end of the old one')
    await clock.advance(60_000)
    expect(workers).toHaveLength(2)
  })

  test('is not started again when its worker had died', async () => {
    const { pool, worker, workers, clock } = opened('a')
    worker(0).fail('out of memory')
    pool.closeVenue('a')
    await clock.advance(60_000)
    expect(workers).toHaveLength(1)
  })

  test('leaves a worker that is waited for at the end', async () => {
    const { pool, worker } = opened('a', 'b')
    pool.closeVenue('a')
    let isClosed = false
    const closing = pool.close().then(() => {
      isClosed = true
    })
    worker(1).end()
    await settled()
    expect(isClosed).toBe(false)
    worker(0).end()
    await closing
    expect(await pool.openVenue(demoVenue)).toMatchObject({ kind: 'failed' })
  })
})

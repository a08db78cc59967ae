import { describe, expect, test } from 'vitest'
import { demoMarkets, demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { SharedMarks } from '../../../src-main/adapters/market-pool/shared-marks.ts'
import { marketFromText, marketToText } from '../../../src-main/domain/market/market-text.ts'
import { settled } from '../../support/fake-clock.ts'
import { openedPool } from '../../support/opened-pool.ts'
import { usualTask } from '../../support/shard.ts'

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
    const { worker, heard, end } = openedPool('a')
    worker(0).report({ kind: 'messages', messages: [live('a'), down('a')] })
    expect(heard).toEqual([live('a'), down('a')])
    end()
    worker(0).report({ kind: 'messages', messages: [live('a')] })
    expect(heard).toHaveLength(2)
  })

  test('are told how many batches have been dealt with', () => {
    const { worker, heard } = openedPool('a')
    const marks = new SharedMarks()
    worker(0).report({ kind: 'marks', memory: marks.memory })
    for (const batch of [[live('a'), down('a')], [live('a')]]) {
      worker(0).report({ kind: 'messages', messages: batch })
    }
    expect([heard.length, marks.taken]).toEqual([3, 2])
  })

  test('answer each question with its own answer, whatever the order', async () => {
    const { pool, worker } = openedPool('a')
    const [first, second] = [pool.candles('a', query), pool.candles('a', query)]
    worker(0).report({ kind: 'answer', question: 3, value: { kind: 'failed', cause: 'second' } })
    worker(0).report({ kind: 'answer', question: 2, value: { kind: 'failed', cause: 'first' } })
    expect(await first).toEqual({ kind: 'failed', cause: 'first' })
    expect(await second).toEqual({ kind: 'failed', cause: 'second' })
  })

  test('fail a question that is never answered, and one about a venue that is not open', async () => {
    const { pool, clock } = openedPool('a')
    const asked = pool.candles('a', query)
    await clock.advance(60_000)
    expect(await asked).toMatchObject({ kind: 'failed' })
    expect(await pool.candles('b', query)).toEqual({ kind: 'failed', cause: 'no venue "b"' })
  })

  test('watch a pair once for all who want it, and let it go with the last', () => {
    const { pool, worker } = openedPool('a')
    const [one, other] = [pool.watchQuotes('a', 'BTC/USDT'), pool.watchQuotes('a', 'BTC/USDT')]
    const watching = { kind: 'watch-quotes', venueId: 'a', symbol: 'BTC/USDT' }
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
    const { pool, worker } = openedPool('a')
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
    const { pool, workers, worker } = openedPool('a', 'b')
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
    const { pool, workers, worker } = openedPool('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i')
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
    const { pool, worker } = openedPool('a', 'b')
    pool.assign({ ...usualTask, venueId: 'a' })
    pool.assign({ ...usualTask, venueId: 'b', version: 2 })
    expect(worker(0).sent.map(({ kind }) => kind)).toEqual(['assign', 'release'])
    expect(worker(1).sent.map(({ kind }) => kind)).toEqual(['assign'])
  })

  test('that is not open fails the bots that want to work there', () => {
    const { pool, heard } = openedPool('a')
    pool.assign({ ...usualTask, venueId: 'b' })
    expect(heard).toMatchObject([
      { kind: 'strategy-failed', botId: usualTask.botId, message: 'no venue "b"' },
    ])
  })

  test('is asked for what was wanted of it before it was open', () => {
    const { pool, worker } = openedPool()
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

describe('a venue that is closed', () => {
  test('ends its worker when it was the only one there; nothing more is heard of it', async () => {
    const { pool, worker, heard } = openedPool('a', 'b')
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
    const { pool, workers, worker, clock } = openedPool('a')
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
    const { pool, worker, workers, clock } = openedPool('a')
    worker(0).fail('out of memory')
    pool.closeVenue('a')
    await clock.advance(60_000)
    expect(workers).toHaveLength(1)
  })

  test('leaves a worker that is waited for at the end', async () => {
    const { pool, worker } = openedPool('a', 'b')
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

import { describe, expect, test } from 'vitest'
import { demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { SharedMarks } from '../../../src-main/adapters/market-pool/shared-marks.ts'
import { settled } from '../../support/fake-clock.ts'
import { openedPool } from '../../support/opened-pool.ts'
import { usualTask } from '../../support/shard.ts'

const query = { symbol: 'BTC/USDT', timeframe: '1m', before: null, limit: 1 } as const
const down = (venueId: string) => ({ kind: 'venue', venueId, state: 'down' }) as const

describe('a worker that died', () => {
  test('leaves what was asked unanswered and its own venues down; the others go on', async () => {
    const { pool, worker, heard, log } = openedPool('a', 'b')
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
    const { pool, worker, clock, workers } = openedPool('a')
    worker(0).fail('out of memory')
    expect(await pool.candles('a', query)).toMatchObject({ kind: 'failed' })
    expect(await pool.openVenue({ ...demoVenue, id: 'a' })).toMatchObject({ kind: 'failed' })
    await clock.advance(200)
    expect(workers).toHaveLength(2)
    void pool.candles('a', query)
    expect(worker(1).sent.at(-1)).toMatchObject({ kind: 'candles' })
  })

  test('is started again once and given the work of its own venues anew', async () => {
    const { pool, workers, worker, clock, heard } = openedPool('a', 'b')
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
    const { workers, worker, clock } = openedPool('a', 'b')
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

  test('in the midst of a strategy is not replaced with the bots that run it', async () => {
    const { pool, worker, clock, heard } = openedPool('a')
    const task = { ...usualTask, venueId: 'a', botId: 'b1', version: 1 }
    const others = [
      { ...task, botId: 'b2', version: 2, parameters: { slow: '3', fast: '2' } },
      { ...task, botId: 'b3', version: 3, parameters: { fast: '2', slow: '4' } },
      { ...task, botId: 'b4', version: 4, symbol: 'ETH/USDT' },
    ]
    for (const each of [task, ...others]) pool.assign(each)
    const marks = new SharedMarks()
    worker(0).report({ kind: 'marks', memory: marks.memory })
    marks.during(2, () => worker(0).fail('it hangs'))
    const failed = { kind: 'strategy-failed', symbol: task.symbol, message: 'it did not come back: it hangs' }
    expect(heard).toEqual([
      down('a'),
      { ...failed, botId: 'b1', version: 1 },
      { ...failed, botId: 'b2', version: 2 },
    ])
    await clock.advance(200)
    const given = worker(1).sent.flatMap((command) => (command.kind === 'assign' ? [command.task.botId] : []))
    expect(given).toEqual(['b3', 'b4'])
  })

  test('outside of any strategy blames none, nor does one that has not said where to look', async () => {
    const { pool, worker, clock, heard } = openedPool('a')
    pool.assign({ ...usualTask, venueId: 'a' })
    const marks = new SharedMarks()
    worker(0).report({ kind: 'marks', memory: marks.memory })
    marks.during(1, () => {})
    worker(0).fail('out of memory')
    await clock.advance(200)
    marks.during(1, () => worker(1).fail('out of memory'))
    expect(heard.map(({ kind }) => kind)).toEqual(['venue', 'restarted', 'venue'])
  })

  test('and whose venue cannot be reached then tries until it can', async () => {
    const { worker, clock } = openedPool('a')
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

import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CandleFile, openCandleStore } from '../../../src-main/adapters/store/candle-store.ts'
import type { CandleBatch } from '../../../src-main/engine/ports/candle-store.ts'
import { CandleWriter } from '../../../src-main/workers/candles/candle-writer.ts'
import { closedCandle, day } from '../../support/candles.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import { memoryLog } from '../../support/test-engine.ts'

const minute = 60_000

let folder: ReturnType<typeof newFolder>
let store: CandleFile
let clock: FakeClock
let log: ReturnType<typeof memoryLog>
let written: (readonly CandleBatch[])[]
let trims: number
let fails: boolean
let writer: CandleWriter
let done: number[]
beforeEach(() => {
  folder = newFolder()
  store = openCandleStore(join(folder.path, 'market.db'))
  clock = new FakeClock(day)
  log = memoryLog()
  written = []
  trims = 0
  fails = false
  done = []
  writer = new CandleWriter({
    store: {
      ...store,
      saveAll: (batches) => {
        if (fails) throw new Error('disk full')
        written.push(batches)
        store.saveAll(batches)
      },
      trim: (now) => {
        trims += 1
        store.trim(now)
      },
    },
    clock,
    log,
  })
})
afterEach(() => {
  store.close()
  folder.remove()
})

let next = 0
const keep = (count = 1, symbol = 'BTC/USDT') => {
  const candles = Array.from({ length: count }, (_, index) => closedCandle(day + index * minute))
  const number = next
  next += 1
  writer.keep({ venueId: 's', symbol, timeframe: '1m', candles }, () => done.push(number))
  return number
}
const kept = (symbol = 'BTC/USDT') => store.load('s', symbol, '1m', null, 9_999).length

describe('the candle writer', () => {
  test('writes what comes within a quarter of a second in one go, in its order', async () => {
    const numbers = [keep(1), keep(2, 'ETH/USDT')]
    await clock.advance(249)
    const last = keep(3)
    expect([kept(), done]).toEqual([0, []])
    await clock.advance(1)
    expect(written.map((batches) => batches.length)).toEqual([3])
    expect([kept(), kept('ETH/USDT'), done]).toEqual([3, 2, [...numbers, last]])
    await clock.advance(10_000)
    expect(written).toHaveLength(1)
  })

  test('writes at once when 500 candles wait', () => {
    keep(499)
    expect(written).toHaveLength(0)
    keep(1, 'ETH/USDT')
    expect(written).toHaveLength(1)
    expect(done).toHaveLength(2)
  })

  test('gives up what it cannot write, says how much, and rests before the next try', async () => {
    fails = true
    keep(500)
    expect(done).toHaveLength(1)
    expect(log.lines).toMatchObject([
      { level: 'warn', event: 'candles.not-kept', fields: { candles: 500, message: 'disk full' } },
    ])
    fails = false
    keep(600, 'ETH/USDT')
    await clock.advance(9_999)
    expect(written).toHaveLength(0)
    await clock.advance(1)
    expect([kept(), kept('ETH/USDT')]).toEqual([0, 600])
    keep(1)
    await clock.advance(250)
    expect(kept()).toBe(1)
  })

  test('writes all that waits when it closes', () => {
    keep(3)
    writer.close()
    const again = openCandleStore(join(folder.path, 'market.db'))
    expect(again.load('s', 'BTC/USDT', '1m', null, 9)).toHaveLength(3)
    again.close()
  })

  test('trims at the start and every hour', async () => {
    expect(trims).toBe(1)
    await clock.advance(3_600_000)
    expect(trims).toBe(2)
  })
})

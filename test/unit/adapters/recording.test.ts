import { describe, expect, test } from 'vitest'
import { LoopedRecording, parseRecording } from '../../../src-main/adapters/exchanges/replay/recording.ts'
import { day } from '../../support/candles.ts'

const minute = 60_000
const rowOf = (index: number) =>
  `${index * minute},${10 + index},${20 + index},${5 + index},${15 + index},${100 + index}`
const csvOf = (...rows: readonly string[]) => `timestamp_ms,open,high,low,close,volume\n${rows.join('\n')}\n`
const three = parseRecording(csvOf(rowOf(1), rowOf(2), rowOf(3)), 'base')

describe('a recording', () => {
  test('is read row by row', () => {
    expect(three).toMatchObject({ startTime: minute, length: 3 })
    expect([...three.values.subarray(0, 5)]).toEqual([11, 21, 6, 16, 101])
  })

  test('whose volume is money counts it in coins at the close', () => {
    const recording = parseRecording(csvOf('0,10,20,5,16,320'), 'quote')
    expect(recording.values[4]).toBe(20)
  })

  test.each([
    ['a word', `${minute},x,1,1,1,1`, 'line 3 is no candle'],
    ['a cell too few', `${minute},1,1,1,1`, 'line 3 is no candle'],
    ['a cell too many', `${minute},1,1,1,1,1,1`, 'line 3 is no candle'],
    ['a minute too late', rowOf(2), 'line 3: a minute is missing before it'],
    ['a minute twice', rowOf(0), 'line 3: a minute is missing before it'],
  ])('with %s is refused by its line', (_, row, message) => {
    expect(() => parseRecording(csvOf(rowOf(0), row), 'base')).toThrow(message)
  })
})

describe('a recording that is played for ever', () => {
  const looped = new LoopedRecording(three, day)
  const closeAt = (index: number) => looped.at(day + index * minute, 'stream')?.close

  test('begins at its origin and has nothing before it', () => {
    expect(looped.at(day - minute, 'stream')).toBeNull()
    expect(closeAt(0)).toBe(16)
  })

  test('has its first minute after its last one, at the time that follows', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map(closeAt)).toEqual([16, 17, 18, 16, 17, 18, 16])
    expect(looped.at(day + 3 * minute, 'stream')?.openTime).toBe(day + 3 * minute)
    expect(closeAt(3_000_000)).toBe(16)
  })

  test('has candles at whole minutes only, and says where they are from', () => {
    expect(looped.at(day + 1, 'stream')).toBeNull()
    expect(looped.at(day, 'backfilled')).toMatchObject({ provenance: 'backfilled', closed: true })
  })
})

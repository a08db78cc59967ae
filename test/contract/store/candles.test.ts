import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CandleReader, openCandleReader } from '../../../src-main/adapters/store/candle-reader.ts'
import { openCandleStore } from '../../../src-main/adapters/store/candle-store.ts'
import { candlesKept, forgottenAfterMs } from '../../../src-main/adapters/store/candle-trim.ts'
import type { ClosedCandle } from '../../../src-main/domain/market/candle.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import { drivers } from '../../support/store/samples.ts'

const candle = (openTime: number, change: Partial<ClosedCandle> = {}): ClosedCandle => ({
  openTime,
  open: 50_000.1,
  high: 50_100.123456789,
  low: 49_900,
  close: 50_050.5,
  volume: 0.1 + 0.2,
  closed: true,
  provenance: 'stream',
  ...change,
})

describe.each(drivers)('candles with %s', (driver) => {
  let folder: ReturnType<typeof newFolder>
  let file: string
  const lost: string[] = []
  const open = () => openCandleStore(file, { driver, onLost: (detail) => lost.push(detail) })
  beforeEach(() => {
    folder = newFolder()
    file = join(folder.path, 'market.db')
    lost.length = 0
  })
  afterEach(() => folder.remove())

  test('the newest before a time come oldest first, with every digit', () => {
    const candles = open()
    const all = [1, 2, 3, 4].map((n) => candle(n * 60_000, { close: 50_000 + n / 3 }))
    candles.save('demo', 'BTC/USDT', '1m', [...all].reverse())
    expect(candles.load('demo', 'BTC/USDT', '1m', null, 3)).toEqual(all.slice(1))
    expect(candles.load('demo', 'BTC/USDT', '1m', 180_000, 10)).toEqual(all.slice(0, 2))
    expect(candles.load('demo', 'BTC/USDT', '1m', 180_001, 1)).toEqual([all[2]])
    expect(candles.load('demo', 'BTC/USDT', '1m', null, 0)).toEqual([])
    candles.close()
  })

  test('series are apart by venue, pair and timeframe', () => {
    const candles = open()
    candles.save('demo', 'BTC/USDT', '1m', [candle(60_000)])
    candles.save('other', 'BTC/USDT', '1m', [candle(120_000)])
    candles.save('demo', 'BTC/USDT', '5m', [candle(300_000)])
    candles.save('demo', 'ETH/USDT', '1m', [])
    const times = (venue: string, symbol: string, timeframe: '1m' | '5m') =>
      candles.load(venue, symbol, timeframe, null, 9).map((each) => each.openTime)
    expect(times('demo', 'BTC/USDT', '1m')).toEqual([60_000])
    expect(times('other', 'BTC/USDT', '1m')).toEqual([120_000])
    expect(times('demo', 'BTC/USDT', '5m')).toEqual([300_000])
    expect(times('demo', 'ETH/USDT', '1m')).toEqual([])
    expect(times('nowhere', 'BTC/USDT', '1m')).toEqual([])
    candles.close()
  })

  test('a later word on a candle wins, but a made-up one never over a real one', () => {
    const candles = open()
    const save = (change: Partial<ClosedCandle>) =>
      candles.save('demo', 'BTC/USDT', '1m', [candle(60_000, change)])
    const read = () => candles.load('demo', 'BTC/USDT', '1m', null, 1)[0]
    save({ provenance: 'synthetic', close: 50_001 })
    save({ provenance: 'synthetic', close: 50_002 })
    expect(read()).toEqual(candle(60_000, { provenance: 'synthetic', close: 50_002 }))
    save({ provenance: 'stream', close: 50_003 })
    save({ provenance: 'backfilled', close: 50_004 })
    save({ provenance: 'synthetic', close: 50_005 })
    expect(read()).toEqual(candle(60_000, { provenance: 'backfilled', close: 50_004 }))
    candles.close()
  })

  test('a batch is saved as a whole or not at all', () => {
    const candles = open()
    const broken = candle(120_000, { close: Number.NaN })
    expect(() => candles.save('demo', 'BTC/USDT', '1m', [candle(60_000), broken])).toThrow('NOT NULL')
    expect(candles.load('demo', 'BTC/USDT', '1m', null, 9)).toEqual([])
    expect(lost).toEqual([])
    candles.close()
  })

  test('they are there after reopening, in a file for the owner only', () => {
    const candles = open()
    candles.save('demo', 'BTC/USDT', '1m', [candle(60_000)])
    for (const each of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(each).mode & 0o777).toBe(0o600)
    candles.close()
    const again = open()
    expect(again.load('demo', 'BTC/USDT', '1m', null, 9)).toEqual([candle(60_000)])
    expect(lost).toEqual([])
    again.close()
  })

  test.each([
    ['random bytes', () => writeFileSync(file, Buffer.alloc(9_000, 'x'))],
    ['a file cut short', () => writeFileSync(file, readFileSync(file).subarray(0, 5_000))],
    [
      'a file of a newer version',
      () => {
        const bytes = readFileSync(file)
        bytes.writeUInt32BE(99, 60)
        writeFileSync(file, bytes)
      },
    ],
  ])('%s are thrown away, said so, and begun anew', (_, spoil) => {
    const first = open()
    first.save('demo', 'BTC/USDT', '1m', [candle(60_000)])
    first.close()
    spoil()
    const candles = open()
    candles.save('demo', 'BTC/USDT', '1m', [candle(120_000)])
    expect(candles.load('demo', 'BTC/USDT', '1m', null, 9)).toEqual([candle(120_000)])
    expect(lost).toHaveLength(1)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    candles.close()
  })

  test('a page that turns out broken later is found when it is read', () => {
    const first = open()
    const many = [...Array(2_000).keys()].map((n) => candle((n + 1) * 60_000))
    first.save('demo', 'BTC/USDT', '1m', many)
    first.close()
    const bytes = readFileSync(file)
    bytes.fill(0xff, bytes.length - 20_000)
    writeFileSync(file, bytes)
    const candles = open()
    expect(candles.load('demo', 'BTC/USDT', '1m', null, 2_000)).toEqual([])
    expect(lost).toHaveLength(1)
    candles.save('demo', 'BTC/USDT', '1m', many)
    expect(candles.load('demo', 'BTC/USDT', '1m', null, 2_000)).toEqual(many)
    candles.close()
  })

  test('batches of many series are saved as a whole or not at all', () => {
    const candles = open()
    const batch = (symbol: string, ...all: ClosedCandle[]) =>
      ({ venueId: 'demo', symbol, timeframe: '1m', candles: all }) as const
    candles.saveAll([batch('BTC/USDT', candle(60_000)), batch('ETH/USDT', candle(60_000), candle(120_000))])
    const broken = batch('ETH/USDT', candle(180_000, { close: Number.NaN }))
    expect(() => candles.saveAll([batch('BTC/USDT', candle(120_000)), broken])).toThrow('NOT NULL')
    const counts = ['BTC/USDT', 'ETH/USDT'].map(
      (symbol) => candles.load('demo', symbol, '1m', null, 9).length,
    )
    expect(counts).toEqual([1, 2])
    candles.close()
  })

  test.each([
    ['1m', 60_000],
    ['1h', 3_600_000],
  ] as const)('of a series at %s the newest 50,000 are kept', (timeframe, span) => {
    const candles = open()
    const many = [...Array(candlesKept + 5).keys()].map((n) => candle((n + 1) * span))
    candles.save('demo', 'BTC/USDT', timeframe, many)
    candles.trim(many.length * span)
    const kept = candles.load('demo', 'BTC/USDT', timeframe, null, many.length)
    expect([kept.length, kept[0]?.openTime]).toEqual([candlesKept, 6 * span])
    candles.close()
  })

  test('a series that nobody has followed for 90 days is forgotten, and can begin again', () => {
    const candles = open()
    const last = 600_000
    candles.save('demo', 'BTC/USDT', '1m', [candle(60_000), candle(last)])
    candles.trim(last + 60_000 + forgottenAfterMs)
    expect(candles.load('demo', 'BTC/USDT', '1m', null, 9)).toHaveLength(2)
    candles.trim(last + 60_001 + forgottenAfterMs)
    expect(candles.load('demo', 'BTC/USDT', '1m', null, 9)).toEqual([])
    candles.save('demo', 'BTC/USDT', '1m', [candle(60_000)])
    expect(candles.load('demo', 'BTC/USDT', '1m', null, 9)).toHaveLength(1)
    candles.close()
  })

  const series = { venueId: 'demo', symbol: 'BTC/USDT', timeframe: '1m' } as const

  test('a check leaves a whole file alone and throws a broken one away', () => {
    const first = open()
    const many = [...Array(2_000).keys()].map((n) => candle((n + 1) * 60_000))
    first.save('demo', 'BTC/USDT', '1m', many)
    first.check(series)
    expect(first.load('demo', 'BTC/USDT', '1m', null, 1)).toHaveLength(1)
    first.close()
    const bytes = readFileSync(file)
    bytes.fill(0xff, bytes.length - 20_000)
    writeFileSync(file, bytes)
    const candles = open()
    expect(lost).toEqual([])
    candles.check(series)
    expect(lost).toHaveLength(1)
    expect(candles.load('demo', 'BTC/USDT', '1m', null, 1)).toEqual([])
    candles.close()
  })

  describe('read by others', () => {
    const read = (reader: CandleReader, limit = 9) =>
      reader.load('demo', 'BTC/USDT', '1m', null, limit).map(({ openTime }) => openTime)

    test('are nothing while there is no file, and there is none made for them', () => {
      const reader = openCandleReader(file, driver)
      expect(read(reader)).toEqual([])
      expect(existsSync(file)).toBe(false)
      reader.letGo()
    })

    test('are there as soon as they are saved', () => {
      const reader = openCandleReader(file, driver)
      expect(read(reader)).toEqual([])
      const candles = open()
      expect(read(reader)).toEqual([])
      candles.save('demo', 'BTC/USDT', '1m', [candle(60_000)])
      expect(read(reader)).toEqual([60_000])
      candles.save('demo', 'BTC/USDT', '1m', [candle(120_000)])
      expect(read(reader)).toEqual([60_000, 120_000])
      reader.letGo()
      candles.close()
    })

    test('are those of the new file once the old one was let go', () => {
      const first = open()
      const many = [...Array(2_000).keys()].map((n) => candle((n + 1) * 60_000))
      first.save('demo', 'BTC/USDT', '1m', many)
      first.close()
      const bytes = readFileSync(file)
      bytes.fill(0xff, bytes.length - 20_000)
      writeFileSync(file, bytes)
      const reader = openCandleReader(file, driver)
      expect(reader.load('nowhere', 'BTC/USDT', '1m', null, 9)).toEqual([])
      const letGo = () => reader.letGo()
      const candles = openCandleStore(file, { driver, onLost: letGo, onAnew: letGo })
      expect(() => read(reader, 2_000)).toThrow('malformed')
      candles.check(series)
      candles.save('demo', 'BTC/USDT', '1m', [candle(120_000)])
      expect(read(reader)).toEqual([120_000])
      reader.letGo()
      expect(candles.load('demo', 'BTC/USDT', '1m', null, 9)).toHaveLength(1)
      candles.close()
    })

    test('are nothing in a file of another version', () => {
      const candles = open()
      candles.save('demo', 'BTC/USDT', '1m', [candle(60_000)])
      candles.close()
      const bytes = readFileSync(file)
      bytes.writeUInt32BE(99, 60)
      writeFileSync(file, bytes)
      const reader = openCandleReader(file, driver)
      expect(read(reader)).toEqual([])
      reader.letGo()
    })
  })
})

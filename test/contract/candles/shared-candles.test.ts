import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCandleReader } from '../../../src-main/adapters/store/candle-reader.ts'
import { openCandleStore } from '../../../src-main/adapters/store/candle-store.ts'
import type { ClosedCandle } from '../../../src-main/domain/market/candle.ts'
import type { CandleNote } from '../../../src-main/workers/candles/candle-port.ts'
import { SharedCandles } from '../../../src-main/workers/market/shared-candles.ts'
import { closedCandle, day } from '../../support/candles.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import { memoryLog } from '../../support/test-engine.ts'

const minute = 60_000
const at = (index: number, change: Partial<ClosedCandle> = {}) => closedCandle(day + index * minute, change)

let folder: ReturnType<typeof newFolder>
let file: string
let log: ReturnType<typeof memoryLog>
let shared: SharedCandles
let notes: CandleNote[]
beforeEach(() => {
  folder = newFolder()
  file = join(folder.path, 'market.db')
  log = memoryLog()
  shared = new SharedCandles({ reader: openCandleReader(file), log })
  notes = []
})
afterEach(() => {
  shared.close()
  folder.remove()
})

const connect = () => shared.connect((note) => notes.push(note))
const save = (...candles: ClosedCandle[]) => shared.save('s', 'BTC/USDT', '1m', candles)
const load = (limit = 9, before: number | null = null) => shared.load('s', 'BTC/USDT', '1m', before, limit)
/** Numbers of what was sent to be kept. */
const sent = () => notes.map((note) => (note.kind === 'keep' ? note.number : note.kind))

describe('candles that wait for the writer', () => {
  test('are read back over what is on disk, newest last', () => {
    const store = openCandleStore(file)
    store.save('s', 'BTC/USDT', '1m', [at(0), at(1), at(2)])
    connect()
    save(at(3), at(2, { close: 99.5 }))
    shared.save('s', 'ETH/USDT', '1m', [at(7)])
    expect(load()).toEqual([at(0), at(1), at(2, { close: 99.5 }), at(3)])
    expect(load(2)).toEqual([at(2, { close: 99.5 }), at(3)])
    expect(load(2, day + 3 * minute)).toEqual([at(1), at(2, { close: 99.5 })])
    expect(load(0)).toEqual([])
    store.close()
  })

  test('never replace one of real trades by a made-up one', () => {
    const store = openCandleStore(file)
    store.save('s', 'BTC/USDT', '1m', [at(0), at(1, { provenance: 'synthetic' })])
    save(at(0, { provenance: 'synthetic', close: 99.5 }), at(1, { provenance: 'synthetic', close: 99.5 }))
    expect(load()).toEqual([at(0), at(1, { provenance: 'synthetic', close: 99.5 })])
    store.close()
  })

  test('are sent when a writer comes, and again to the one after it, but not once they were written', () => {
    save(at(0))
    save(at(1))
    connect()
    save(at(2))
    expect(sent()).toEqual([1, 2, 3])
    shared.onReply({ kind: 'done', number: 2 })
    shared.disconnect()
    save(at(3))
    notes = []
    connect()
    expect(sent()).toEqual([3, 4])
    shared.onReply({ kind: 'done', number: 4 })
    expect(load()).toEqual([])
  })

  test('are 50,000 at most: what comes then is dropped, and it is said how much', () => {
    connect()
    for (let index = 0; index < 50; index += 1) save(...Array.from({ length: 1_000 }, (_, n) => at(n)))
    save(at(1), at(2))
    save(at(3))
    expect(sent()).toHaveLength(50)
    expect(log.lines).toMatchObject([
      { level: 'warn', event: 'candles.writer-behind', fields: { waiting: 50_000 } },
    ])
    shared.onReply({ kind: 'done', number: 4 })
    save(at(4))
    expect(sent()).toHaveLength(51)
    expect(log.lines).toHaveLength(1)
    shared.onReply({ kind: 'done', number: 51 })
    expect(log.lines.at(-1)).toMatchObject({ event: 'candles.dropped', fields: { candles: 3 } })
  })
})

describe('a broken file', () => {
  test('is nothing to read, and the writer is told', () => {
    writeFileSync(file, Buffer.alloc(9_000, 'x'))
    connect()
    save(at(0))
    expect(load()).toEqual([at(0)])
    expect(sent()).toEqual([1, 'unreadable'])
  })

  test('that was replaced is read anew', () => {
    writeFileSync(file, Buffer.alloc(9_000, 'x'))
    expect(load()).toEqual([])
    const store = openCandleStore(file)
    store.save('s', 'BTC/USDT', '1m', [at(5)])
    shared.onReply({ kind: 'let-go' })
    expect(load()).toEqual([at(5)])
    store.close()
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  withReadingsOfEach,
  withSharedReadings,
} from '../../../src-main/adapters/market-pool/shared-readings.ts'
import type { Reading } from '../../../src-main/domain/strategies/strategy.ts'
import type { AnalysisMessage } from '../../../src-main/engine/ports/analysis.ts'

const nothing = { entry: [], exit: [], confidence: 0, stop: null }
const rise: Reading = { long: nothing, short: nothing }
const fall: Reading = { long: nothing, short: { ...nothing, confidence: 50, stop: 110 } }

type ReadingMessage = Extract<AnalysisMessage, { kind: 'reading' }>

const told = (botId: string, change: Partial<ReadingMessage> = {}): ReadingMessage => ({
  kind: 'reading',
  botId,
  symbol: 'BTC/USDT',
  version: 1,
  reading: rise,
  price: 100,
  trueRange: 2,
  marketTime: 60_000,
  final: true,
  receivedAt: 5,
  ...change,
})

const other: AnalysisMessage = { kind: 'quotes', venueId: 'demo', quotes: [] }

/** Few values of each, so that rows of readings that share all, or all but one thing, are frequent. */
const messages = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(other) },
    {
      weight: 9,
      arbitrary: fc
        .record({
          botId: fc.constantFrom('a', 'b', 'c'),
          symbol: fc.constantFrom('BTC/USDT', 'BTC/USDT', 'BTC/USDT', 'ETH/USDT'),
          version: fc.integer({ min: 1, max: 3 }),
          reading: fc.constantFrom(rise, rise, fall),
          price: fc.constantFrom(100, 100, 100, 101),
          trueRange: fc.constantFrom(2, 2, 2, null),
          marketTime: fc.constantFrom(60_000, 60_000, 60_000, 120_000),
          final: fc.constantFrom(true, true, true, false),
          receivedAt: fc.constantFrom(5, 5, 5, 6),
        })
        .map(({ botId, ...change }) => told(botId, change)),
    },
  ),
  { maxLength: 12 },
)

test('what goes through another thread comes out as it was, in order', () => {
  fc.assert(
    fc.property(messages, (all) => {
      const received = structuredClone(withSharedReadings(all))
      expect([...withReadingsOfEach(received)]).toStrictEqual(all)
    }),
  )
})

test('a hundred bots with one reading are two messages', () => {
  const all = Array.from({ length: 100 }, (_, bot) => told(`b${bot}`, { version: bot }))
  expect(withSharedReadings(all)).toHaveLength(2)
  expect(withSharedReadings([...all, other, ...all])).toHaveLength(5)
})

test('readings that only look alike stay apart', () => {
  const alike = { ...rise }
  expect(withSharedReadings([told('a'), told('b', { reading: alike })])).toHaveLength(2)
  expect(withSharedReadings([told('a'), told('b', { reading: alike })])[1]?.kind).toBe('reading')
})

test('bots that share a reading without one before them are a fault', () => {
  const [, lost] = withSharedReadings([told('a'), told('b')])
  expect(lost?.kind).toBe('also-read-by')
  expect(() => [...withReadingsOfEach(lost === undefined ? [] : [lost])]).toThrow('was not told')
})

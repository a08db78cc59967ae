import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { binanceWire } from '../../../src-main/adapters/exchanges/ccxt/wire/binance.ts'
import { bybitWire } from '../../../src-main/adapters/exchanges/ccxt/wire/bybit.ts'
import { okxWire } from '../../../src-main/adapters/exchanges/ccxt/wire/okx.ts'
import type { WireCandle, WireTrade } from '../../../src-main/adapters/exchanges/ccxt/wire/wire.ts'

type Path = readonly string[]

/** As an exchange writes a number: coercion would take null, true and blanks for one. */
const number = z
  .union([z.number(), z.string().refine((text) => text.trim() !== '')])
  .pipe(z.coerce.number())
  .refine(Number.isFinite)

const candle = (
  [openTime, open, high, low, close, volume]: readonly [number, number, number, number, number, number],
  closed: boolean,
) => {
  const values = { openTime, open, high, low, close, volume }
  return closed ? { ...values, closed, provenance: 'stream' as const } : { ...values, closed }
}

const binanceTrade = z
  .object({ s: z.string(), T: number, p: number, q: number })
  .transform(({ s, T, p, q }) => [{ marketId: s, time: T, price: p, amount: q }])
const kline = {
  s: z.string(),
  i: z.string(),
  t: number,
  o: number,
  h: number,
  l: number,
  c: number,
  v: number,
}
const binanceCandle = z
  .object({ k: z.object({ ...kline, x: z.boolean() }) })
  .transform(({ k: { s, i, t, o, h, l, c, v, x } }) => [
    { marketId: s, interval: i, candle: candle([t, o, h, l, c, v], x) },
  ])

const bybitTrades = z
  .object({ data: z.array(z.object({ s: z.string(), T: number, p: number, v: number })) })
  .transform(({ data }) => data.map(({ s, T, p, v }) => ({ marketId: s, time: T, price: p, amount: v })))
const bybitRow = { start: number, open: number, high: number, low: number, close: number, volume: number }
const bybitCandles = z
  .object({ topic: z.string(), data: z.array(z.object({ ...bybitRow, confirm: z.boolean() })) })
  .transform(({ topic, data }) =>
    data.map(({ start, open, high, low, close, volume, confirm }) => ({
      marketId: topic.split('.')[2] ?? '',
      interval: topic.split('.')[1] ?? '',
      candle: candle([start, open, high, low, close, volume], confirm),
    })),
  )

const okxTrades = z
  .object({ data: z.array(z.object({ instId: z.string(), ts: number, px: number, sz: number })) })
  .transform(({ data }) =>
    data.map(({ instId, ts, px, sz }) => ({ marketId: instId, time: ts, price: px, amount: sz })),
  )
const flag = z.enum(['0', '1'])
const okxRow = z
  .tuple([number, number, number, number, number, number, z.unknown(), z.unknown(), flag])
  .rest(z.unknown())
const okxCandles = z
  .object({ arg: z.object({ channel: z.string(), instId: z.string() }), data: z.array(okxRow) })
  .transform(({ arg, data }) =>
    data.map(([t, o, h, l, c, v, , , confirm]) => ({
      marketId: arg.instId,
      interval: arg.channel.replace('candle', ''),
      candle: candle([t, o, h, l, c, v], confirm === '1'),
    })),
  )

interface Stream {
  readonly schema: z.ZodType
  readonly read: (message: unknown) => readonly (WireTrade | WireCandle)[]
  readonly sample: object
}

/** As the exchanges' documents show them. */
const streams: Readonly<Record<string, Stream>> = {
  'trades of Binance': {
    schema: binanceTrade,
    read: binanceWire.trades,
    sample: {
      ...{ e: 'trade', E: 1672515782136, s: 'BNBBTC', t: 12345, p: '0.00100000', q: '100.00000000' },
      ...{ T: 1672515782136, m: true, M: true },
    },
  },
  'candles of Binance': {
    schema: binanceCandle,
    read: binanceWire.candles,
    sample: {
      ...{ e: 'kline', E: 1672515782136, s: 'BNBBTC' },
      k: {
        ...{ t: 1672515780000, T: 1672515839999, s: 'BNBBTC', i: '1m', f: 100, L: 200, o: '0.0010' },
        ...{ c: '0.0020', h: '0.0025', l: '0.0015', v: '1000', n: 100, x: false, q: '1.0000' },
      },
    },
  },
  'trades of Bybit': {
    schema: bybitTrades,
    read: bybitWire.trades,
    sample: {
      ...{ topic: 'publicTrade.BTCUSDT', type: 'snapshot', ts: 1672304486868 },
      data: [
        { T: 1672304486865, s: 'BTCUSDT', S: 'Buy', v: '0.001', p: '16578.50', L: 'PlusTick' },
        { T: 1672304486866, s: 'BTCUSDT', S: 'Sell', v: '0.002', p: '16578.00', L: 'MinusTick' },
      ],
    },
  },
  'candles of Bybit': {
    schema: bybitCandles,
    read: bybitWire.candles,
    sample: {
      ...{ topic: 'kline.1.BTCUSDT', type: 'snapshot', ts: 1672324988882 },
      data: [
        {
          ...{ start: 1672324800000, end: 1672324859999, interval: '1', open: '16649.5', close: '16677' },
          ...{ high: '16677', low: '16608', volume: '2.081', turnover: '34666.4', confirm: false },
        },
      ],
    },
  },
  'trades of OKX': {
    schema: okxTrades,
    read: okxWire.trades,
    sample: {
      arg: { channel: 'trades', instId: 'BTC-USDT' },
      data: [{ instId: 'BTC-USDT', tradeId: '130639474', px: '42219.9', sz: '0.12', ts: '1630048897897' }],
    },
  },
  'candles of OKX': {
    schema: okxCandles,
    read: okxWire.candles,
    sample: {
      arg: { channel: 'candle1m', instId: 'BTC-USDT' },
      data: [['1597026383085', '8533.02', '8553.74', '8527.17', '8548.26', '45247', '529.5', '529.6', '0']],
    },
  },
}

/** Every place in a message, the message itself included. */
const pathsIn = (value: unknown): readonly Path[] => {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [[], ...below.flatMap(([key, inner]) => pathsIn(inner).map((path) => [key, ...path]))]
}

/** The message with something else in one place; nothing at all there for undefined. */
const replaced = (value: unknown, [key, ...rest]: Path, by: unknown): unknown => {
  if (key === undefined) return by
  const entries = Object.entries(Object(value)).flatMap(([name, inner]) => {
    const then = name === key ? replaced(inner, rest, by) : inner
    return then === undefined ? [] : [[name, then] as const]
  })
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}

/** What is no number, or reads as one where it should not. */
const odd = fc.constantFrom<unknown>(
  ...[undefined, null, true, false, 0, -0, -1, '', ' ', '\n', '0', '-0', '1e3', '0x10', '1,5', '1.', '.5'],
  ...['NaN', 'Infinity', '-Infinity', ' 7 ', '1_000', [], ['5'], {}, 1e308, '1e999', 2 ** 53, '1', 'true'],
)
const anything = fc.oneof(odd, fc.jsonValue(), fc.array(odd), fc.dictionary(fc.string(), odd))

const outcome = (work: () => unknown): unknown => {
  try {
    return { read: work() }
  } catch {
    return 'refused'
  }
}

describe.each(Object.entries(streams))('%s', (_name, { schema, read, sample }) => {
  test('are read as the schema reads them', () => {
    expect(read(sample).length).toBeGreaterThan(0)
    expect(read(sample)).toEqual(schema.parse(sample))
  })

  test('with anything in any places are taken and refused just as by the schema', () => {
    const change = fc.tuple(fc.constantFrom(...pathsIn(sample)), anything)
    fc.assert(
      fc.property(change, change, ([path, by], [otherPath, other]) => {
        const once = replaced(sample, path, by)
        const message = otherPath.length < path.length ? once : replaced(once, otherPath, other)
        expect(outcome(() => read(message))).toEqual(outcome(() => schema.parse(message)))
      }),
      { numRuns: 3_000 },
    )
  })
})

import { describe, expect, test } from 'vitest'
import { differences, scaleAt } from './support/agree.ts'
import { recorded } from './support/candles.ts'
import { shortCases, usualCases } from './support/every-indicator.ts'

const recordings = [
  'btc-usdt-1m-2021-02-19',
  'unittest-btc-1m-gaps',
  'eth-btc-1m-2020-05',
  'eth-btc-5m-2020-05',
  'eth-btc-15m-2020-05',
  'eth-btc-1h-2020-05',
  'eth-btc-4h-2020-05',
  'eth-btc-1d-2020-05',
]

describe.each(recordings)('on %s, candle by candle equals from scratch:', (name) => {
  const candles = recorded(name)

  test.each([...usualCases, ...shortCases].map((one) => [one.name, one] as const))('%s', (_, one) => {
    const indicator = one.create()
    const expected = one.naive(candles)
    expect(expected).toHaveLength(candles.length)
    const wrong = candles.flatMap((candle, index) => {
      indicator.commit(candle)
      const scale = scaleAt(one, candle.close)
      return differences(indicator.value, expected[index], 1e-9, scale).map((text) => `${index}: ${text}`)
    })
    expect(wrong).toEqual([])
  })
})

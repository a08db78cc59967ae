import { beforeAll, describe, expect, test } from 'vitest'
import { OnBalanceVolume } from '../../../../src-main/domain/indicators/on-balance-volume.ts'
import { Vwap } from '../../../../src-main/domain/indicators/vwap.ts'
import type { ClosedCandle } from '../../../../src-main/domain/market/candle.ts'
import { differences, scaleAt } from './support/agree.ts'
import { wandering } from './support/candles.ts'
import { usualCases } from './support/every-indicator.ts'

const candles = 1_000_000
/** From here on a recursive average has forgotten how it began: (1 − 2/201)⁴⁰⁰⁰ is 10⁻¹⁸. */
const recent = 5_000
const checked = 500

const remembersAll: ReadonlySet<string> = new Set(['OBV'])
const running = usualCases.filter(({ name }) => !remembersAll.has(name))

interface Exact {
  volume: bigint
  turnover: bigint
  onBalance: bigint
}

/** Whole numbers: volumes in 1/1024, turnover in 1/1024 of 10⁻⁹ of the typical price. */
const add = (exact: Exact, { high, low, close, volume }: ClosedCandle, lastClose: number): void => {
  const units = BigInt(volume * 1024)
  exact.volume += units
  exact.turnover += units * BigInt(Math.round(((high + low + close) / 3) * 1e9))
  exact.onBalance += units * BigInt(Math.sign(close - lastClose))
}

const runAll = () => {
  const indicators = running.map((one) => one.create())
  const [onBalance, average] = [new OnBalanceVolume(), new Vwap(Number.POSITIVE_INFINITY)]
  const exact: Exact = { volume: 0n, turnover: 0n, onBalance: 0n }
  const last: ClosedCandle[] = []
  const values: unknown[][] = running.map(() => [])
  let [index, lastClose] = [0, Number.NaN]
  for (const candle of wandering(11, candles)) {
    for (const [place, indicator] of indicators.entries()) {
      indicator.commit(candle)
      if (index >= candles - checked) values[place]?.push(structuredClone(indicator.value))
    }
    onBalance.commit(candle)
    average.commit(candle)
    add(exact, candle, Number.isNaN(lastClose) ? candle.close : lastClose)
    if (index >= candles - recent) last.push(candle)
    lastClose = candle.close
    index += 1
  }
  return { values, last, exact, onBalance: onBalance.value, average: average.value }
}

describe(`after ${candles} candles`, () => {
  let run: ReturnType<typeof runAll>
  beforeAll(() => {
    run = runAll()
  }, 120_000)

  test.each(running.map((one, place) => [one.name, one, place] as const))(
    '%s equals what the last candles give from scratch',
    (_, one, place) => {
      const { values, last } = run
      const expected = one.naive(last).slice(-checked)
      const wrong = expected.flatMap((value, index) => {
        const scale = scaleAt(one, last.at(index - checked)?.close ?? 0)
        return differences(values[place]?.[index], value, 1e-9, scale).map((text) => `${index}: ${text}`)
      })
      expect(wrong).toEqual([])
    },
  )

  test('OBV is the sum of all volumes to the last digit', () => {
    expect(run.onBalance).toBe(Number(run.exact.onBalance) / 1024)
  })

  test('the VWAP of all candles is their turnover by their volume', () => {
    const expected = Number(run.exact.turnover / run.exact.volume) / 1e9
    expect(Math.abs(run.average / expected - 1)).toBeLessThan(1e-12)
  })
})

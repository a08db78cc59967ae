import { expect, test } from 'vitest'
import type { Indicator } from '../../../../../src-main/domain/indicators/indicator.ts'
import type { ClosedCandle } from '../../../../../src-main/domain/market/candle.ts'
import { differences } from './agree.ts'
import { recorded, wandering } from './candles.ts'
import type { Fields } from './every-indicator.ts'

/** What another implementation makes of a candle, by our names; null while it has nothing. */
type Stream = (candle: ClosedCandle) => Fields | null

export interface Agreement {
  readonly name: string
  readonly create: () => Indicator<unknown>
  readonly other: () => Stream
  /** Candles after which a different beginning is forgotten. */
  readonly from?: number
  /** Largest difference where it rounds. */
  readonly rounding?: number
}

export const single = (number: number | null | undefined): Fields | null =>
  number === null || number === undefined ? null : { value: number }

const markets = { recorded: recorded('btc-usdt-1m-2021-02-19'), wandering: [...wandering(7, 4_000)] }

const compare = ({ create, other, from = 0, rounding }: Agreement, candles: readonly ClosedCandle[]) => {
  const [ours, theirs] = [create(), other()]
  let compared = 0
  const wrong = candles.flatMap((candle, index) => {
    ours.commit(candle)
    const expected = theirs(candle)
    if (expected === null || index < from) return []
    compared += 1
    const [tolerance, scale] = rounding === undefined ? [1e-9, candle.close * 1e-6] : [rounding / 1e9, 1e9]
    return differences(ours.value, expected, tolerance, () => scale).map((text) => `${index}: ${text}`)
  })
  return { compared, wrong }
}

/** Long enough for the slowest to have something. */
const longestWarmUp = 60

export const testAgreements = (agreements: readonly Agreement[]): void => {
  test.each(agreements.map((agreement) => [agreement.name, agreement] as const))('%s', (_, agreement) => {
    for (const candles of Object.values(markets)) {
      const { compared, wrong } = compare(agreement, candles)
      expect(wrong).toEqual([])
      expect(compared).toBeGreaterThanOrEqual(candles.length - Math.max(agreement.from ?? 0, longestWarmUp))
    }
  })
}

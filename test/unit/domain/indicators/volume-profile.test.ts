import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VolumeProfile } from '../../../../src-main/domain/indicators/volume-profile.ts'
import type { ClosedCandle } from '../../../../src-main/domain/market/candle.ts'
import { forming, markets, recorded } from './support/candles.ts'

/** What the profile is if this candle closes after the others, by one that has never seen a forming candle. */
const closedWith = (candles: readonly ClosedCandle[], newest: ClosedCandle, period: number) => {
  const profile = new VolumeProfile(period)
  for (const candle of candles) profile.commit(candle)
  profile.commit(newest)
  return profile.value
}

/** A candle at other volumes, not in order: next to nothing to more than all before it. */
const atVolumes = (candle: ClosedCandle, factors: readonly number[]): readonly ClosedCandle[] =>
  factors.map((factor) => ({ ...candle, volume: candle.volume * factor }))

describe('a volume profile that is read tick by tick', () => {
  test('reads each as if it closed, whatever was read before', () => {
    const minutes = recorded('btc-usdt-1m-2021-02-19')
    const watched = new VolumeProfile(240)
    for (const [index, candle] of minutes.slice(0, 900).entries()) {
      if (index > 240 && index % 7 === 0) {
        const nearby = [candle, ...minutes.slice(index - 20, index)]
        for (const tick of nearby.flatMap((one) => atVolumes(one, [0.1, 1, 0, 0.5, 4]))) {
          const expected = closedWith(minutes.slice(index - 240, index), tick, 240)
          expect({ ...watched.peek(forming(tick)) }).toStrictEqual({ ...expected })
        }
      }
      watched.commit(candle)
    }
  })

  test('does so in every market', () => {
    fc.assert(
      fc.property(markets(20, 30), markets(4, 4), (candles, others) => {
        const watched = new VolumeProfile(12)
        for (const candle of candles) watched.commit(candle)
        const ticks = [...candles, ...others].flatMap((one) => atVolumes(one, [0.01, 1, 0.2, 30]))
        for (const tick of ticks) {
          expect({ ...watched.peek(forming(tick)) }).toStrictEqual({ ...closedWith(candles, tick, 12) })
        }
      }),
    )
  })
})

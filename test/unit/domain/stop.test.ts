import { describe, expect, test } from 'vitest'
import { followPrice, furthest, type Stop } from '../../../src-main/domain/risk/stop.ts'
import { plainStop, plannedStop } from '../../support/stops.ts'

/** Follows the prices, a second apart; what each touched. */
const along = (stop: Stop, prices: readonly number[]) => {
  let followed = stop
  const touched = prices.map((price, second) => {
    const step = followPrice(followed, price, second * 1_000)
    followed = step.stop
    return step.touched
  })
  return { stop: followed, touched }
}

describe('a price', () => {
  const stop = plannedStop({ stopLoss: '0.05', takeProfit: '0.1' })

  test('touches the stop at it and below it, however far, and not a tick above', () => {
    expect(followPrice(stop, 95, 0).touched).toBe('stop-loss')
    expect(followPrice(stop, 12, 0).touched).toBe('stop-loss')
    expect(followPrice(stop, 95.01, 0)).toEqual({ stop, touched: null })
  })

  test('touches the take profit at it and above it, and not a tick below', () => {
    expect(followPrice(stop, 110.01, 0).touched).toBe('take-profit')
    expect(followPrice(stop, 109.99, 0).touched).toBeNull()
  })

  test('moves nothing that does not follow it', () => {
    expect(followPrice(stop, 105, 0).stop).toBe(stop)
  })
})

describe('a trailing stop', () => {
  const trailing = plannedStop({ stopLoss: '0.05', trailingStop: '0.02' })

  test('follows a new high and nothing else', () => {
    expect(followPrice(trailing, 200, 0).stop).toMatchObject({ peak: 200, stop: 196, rule: 'trailing' })
    expect(followPrice(trailing, 99, 0).stop).toBe(trailing)
  })

  test('begins at its profit, and is a stop loss until then', () => {
    const later = plannedStop({ stopLoss: '0.05', trailingStop: '0.02', trailingFrom: '0.1' })
    expect(along(later, [109]).stop).toMatchObject({ stop: 95, rule: 'stop-loss' })
    expect(along(later, [111]).stop).toMatchObject({ stop: 108.78, rule: 'trailing' })
    expect(along(later, [109, 94]).touched).toEqual([null, 'stop-loss'])
    expect(along(later, [111, 108]).touched).toEqual([null, 'trailing'])
  })

  test('by a distance stays that far below the high', () => {
    const stop = plannedStop({ trailingAtr: '2' }, { trueRange: 3 })
    expect(along(stop, [130, 125, 124]).touched).toEqual([null, null, 'trailing'])
  })
})

describe('a stop that breaks even', () => {
  const stop = plannedStop({ stopLoss: '0.05', breakEven: '0.02' })

  test('goes to what was paid once, and is touched there', () => {
    const { breakEvenAt } = stop
    expect(along(stop, [101.99]).stop).toBe(stop)
    const moved = along(stop, [102.5]).stop
    expect(moved).toMatchObject({ stop: breakEvenAt, rule: 'break-even', breakEvenFrom: null })
    expect(along(stop, [102.5, 101, breakEvenAt]).touched).toEqual([null, null, 'break-even'])
  })

  test('waits for a price above what was paid where its profit is less than the fees', () => {
    const early = plannedStop({ stopLoss: '0.05', breakEven: '0.001' })
    expect(along(early, [100.15]).stop).toBe(early)
    expect(along(early, [100.15, 100.21]).stop.rule).toBe('break-even')
  })

  test('leaves a nearer stop where it is', () => {
    const both = plannedStop({ trailingStop: '0.01', breakEven: '0.1' })
    expect(along(both, [120]).stop).toMatchObject({ stop: 118.8, rule: 'trailing' })
  })
})

describe('targets', () => {
  const settings = { firstTarget: '0.01', firstShare: '0.5', secondTarget: '0.03', secondShare: '0.25' }
  const stop = plannedStop({ stopLoss: '0.05', takeProfit: '0.1', ...settings })

  test('are taken one by one, and the rest stays under the stop', () => {
    const { stop: left, touched } = along(stop, [101, 102, 103.5, 94])
    expect(touched).toEqual(['target', null, 'target', 'stop-loss'])
    expect(left).toMatchObject({ keep: 0.25, targets: [], stop: 95, peak: 103.5 })
  })

  test('that one price jumps over are taken at once', () => {
    expect(followPrice(stop, 105, 0)).toMatchObject({ touched: 'target', stop: { keep: 0.25, targets: [] } })
    expect(followPrice(stop, 111, 0).touched).toBe('take-profit')
  })
})

describe('a time limit', () => {
  test('sells at its time and not a millisecond before', () => {
    const stop = plainStop({ expiresAt: 60_000 })
    expect(followPrice(stop, 95, 59_999).touched).toBeNull()
    expect(followPrice(stop, 95, 60_000).touched).toBe('time')
    expect(followPrice(stop, 200, 60_000).touched).toBe('time')
  })

  test('may spare what has earned its fees, for as long as it has', () => {
    const stop = plainStop({ expiresAt: 1_000, expiresLosing: true, breakEvenAt: 100.2 })
    expect(along(stop, [99, 100.3, 100.2]).touched).toEqual([null, null, 'time'])
  })
})

describe('one plan that two have followed', () => {
  test('is as far as the further of them, in each part', () => {
    const risen = plainStop({
      stop: 95,
      rule: 'trailing',
      peak: 110,
      keep: 1,
      targets: [{ price: 120, keep: 0 }],
    })
    const sold = plainStop({ stop: 92, rule: 'break-even', peak: 105, keep: 0.5, breakEvenFrom: null })
    const both = { stop: 95, rule: 'trailing', peak: 110, keep: 0.5, targets: [] }
    expect(furthest(risen, sold)).toMatchObject(both)
    expect(furthest(sold, risen)).toMatchObject(both)
  })
})

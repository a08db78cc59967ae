import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addCash,
  addQuantity,
  addRatio,
  compareCash,
  isOnStep,
  isZero,
  notional,
  price,
  quantity,
  ratio,
  scaleCash,
} from '../../../src-main/domain/money/decimal.ts'
import { checkEntry } from '../../../src-main/domain/risk/check-entry.ts'
import { botLimits, limits, market, requestWith, unbound, usdt } from '../../support/entry-request.ts'
import { marketText } from '../../support/scaled.ts'

test('an entry never passes allocation, money or exposure, whatever is asked', () => {
  const amount = marketText(4).map(usdt)
  const share = fc.integer({ min: 1, max: 100 }).map((percent) => (percent / 100).toFixed(2))
  const asked = fc.record({
    price: marketText(2).map(price),
    tradeRatio: share,
    maxExposureRatio: share,
    pairExposure: share,
    assetExposure: share,
    reserve: share,
    allocation: marketText(2),
    fee: fc.constantFrom('0', '0.001', '0.0075'),
    committed: amount,
    free: amount,
    equity: amount,
    exposure: amount,
    assetHeld: fc.integer({ min: 0, max: 1_000 }).map((units) => quantity(String(units / 100))),
  })
  let allowed = 0
  fc.assert(
    fc.property(asked, (given) => {
      const { allocation, tradeRatio, maxExposureRatio, pairExposure, reserve, equity, exposure } = given
      const asRequest = requestWith({
        price: given.price,
        market: { ...market, takerFee: ratio(given.fee) },
        limits: {
          bot: botLimits({ tradeRatio, maxExposureRatio, allocation }),
          account: { ...unbound, pairExposure: ratio(pairExposure), reserve: ratio(reserve) },
          mode: { ...limits.mode, assetExposure: ratio(given.assetExposure) },
        },
        bot: { committed: given.committed },
        account: { free: given.free, equity, exposure, pairExposure: exposure },
        mode: { equity, exposure, assetHeld: given.assetHeld },
      })
      const verdict = checkEntry(asRequest)
      if (!verdict.ok) return
      allowed += 1
      const value = notional(given.price, verdict.value, 'USDT')
      const paid = scaleCash(value, addRatio(ratio('1'), ratio(given.fee)))
      const within = (left: typeof value, right: typeof value) =>
        expect(compareCash(left, right)).toBeLessThanOrEqual(0)
      expect(isZero(verdict.value)).toBe(false)
      expect(isOnStep(verdict.value, market.amountStep)).toBe(true)
      within(addCash(given.committed, paid), usdt(allocation))
      within(paid, scaleCash(usdt(allocation), ratio(tradeRatio)))
      within(addCash(paid, scaleCash(equity, ratio(reserve))), given.free)
      within(addCash(exposure, value), scaleCash(equity, ratio(maxExposureRatio)))
      within(addCash(exposure, value), scaleCash(equity, ratio(pairExposure)))
      const units = addQuantity(given.assetHeld, verdict.value)
      within(notional(given.price, units, 'USDT'), scaleCash(equity, ratio(given.assetExposure)))
      expect(compareCash(value, market.minNotional)).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 12_000 },
  )
  // Else the property would hold because nothing was ever allowed.
  expect(allowed).toBeGreaterThan(50)
})

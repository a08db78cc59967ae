import { describe, expect, test } from 'vitest'
import { entryCheckOf } from '../../../src-main/domain/live/first-entry.ts'
import { isFirstTrade } from '../../../src-main/domain/live/live-terms.ts'
import { paperRecord } from '../../../src-main/domain/live/paper-record.ts'
import { cash, price, quantity, ratio, text } from '../../../src-main/domain/money/decimal.ts'
import type { EntryRequest } from '../../../src-main/domain/risk/check-entry.ts'
import { botLimits, limits, request as usualRequest } from '../../support/entry-request.ts'
import { sampleMarket } from '../../support/store/samples.ts'

const terms = { quarterFirst: true, resumes: false, clonedFrom: 'bot-1', alsoThrough: [] }
const dayMs = 86_400_000

describe('the paper run of a bot', () => {
  test.each([
    [7 * dayMs, 20, false],
    [7 * dayMs - 1, 20, true],
    [7 * dayMs, 19, true],
  ])('after %i ms and %i trades says too little: %s', (age, trades, isThin) => {
    expect(paperRecord(1_000, 1_000 + age, trades).isThin).toBe(isThin)
  })

  test('is never shorter than nothing, whatever the clock says', () => {
    expect(paperRecord(dayMs, 0, 3)).toEqual({ days: 0, trades: 3, isThin: true })
  })
})

test.each([
  [terms, 9, true],
  [terms, 10, false],
  [{ ...terms, quarterFirst: false }, 0, false],
  [undefined, 0, false],
])('%o: trade after %i others is one of the first: %s', (given, trades, isFirst) => {
  expect(isFirstTrade(given, () => trades)).toBe(isFirst)
})

describe('an entry of a bot that is new to real money', () => {
  const market = {
    ...sampleMarket,
    amountStep: quantity('0.001'),
    minAmount: quantity('0.001'),
    minNotional: cash('10', 'USDT'),
    takerFee: ratio('0'),
  }
  const request = {
    ...usualRequest,
    market,
    stop: 99,
    limits: { ...limits, bot: botLimits({ tradeRatio: '0.2' }) },
  }
  const sized = (change: Partial<EntryRequest>, trades = 0) => {
    const verdict = entryCheckOf(terms, () => trades)({ ...request, ...change })
    return verdict.ok ? text(verdict.value) : verdict.error.code
  }

  test('is a quarter of the size, for ten trades', () => {
    expect([sized({}), sized({}, 9), sized({}, 10)]).toEqual(['0.5', '0.5', '2'])
  })

  test('is never less than the exchange takes, by value or by amount', () => {
    const little = { ...limits, bot: botLimits({ tradeRatio: '0.03' }) }
    expect(sized({ limits: little })).toBe('0.1')
    expect(sized({ limits: little, price: price('99') })).toBe('0.102')
    const byAmount = { ...market, minAmount: quantity('0.2') }
    expect(sized({ limits: little, market: byAmount })).toBe('0.2')
  })

  test('is refused where the whole size would be too small as well', () => {
    expect(sized({ limits: { ...limits, bot: botLimits({ tradeRatio: '0.01', allocation: '500' }) } })).toBe(
      'decision.below-minimum',
    )
  })
})

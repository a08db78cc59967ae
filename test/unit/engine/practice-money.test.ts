import { expect, test } from 'vitest'
import { demoMarkets } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { cash } from '../../../src-main/domain/money/decimal.ts'
import { practiceMoney } from '../../../src-main/engine/venues/practice-money.ts'

const [sample] = demoMarkets
if (sample === undefined) throw new Error('there is no market')
const quotedIn = (...quotes: readonly string[]) => quotes.map((quote) => ({ ...sample, quote }))

test.each([
  ['USDT, which most pairs are quoted in', ['USDT', 'USDT', 'BTC'], [['10000', 'USDT']]],
  [
    'what most pairs are quoted in, and USDT where there is any',
    ['USD', 'USD', 'EUR', 'USDT'],
    [
      ['10000', 'USD'],
      ['10000', 'USDT'],
    ],
  ],
  ['no USDT where there is none', ['EUR'], [['10000', 'EUR']]],
  [
    'a sum that buys something where the unit is small',
    ['KRW', 'KRW', 'USDT'],
    [
      ['10000000', 'KRW'],
      ['10000', 'USDT'],
    ],
  ],
  ['a sum that is not a fortune where the unit is large', ['BTC'], [['0.1', 'BTC']]],
] as const)('paper trading begins with %s', (_, quotes, money) => {
  expect(practiceMoney(quotedIn(...quotes))).toEqual(money.map(([sum, currency]) => cash(sum, currency)))
})

import { expect, test } from 'vitest'
import { decimalOf, marketRules } from '../../../src-main/adapters/exchanges/ccxt/market-rules.ts'
import { marketToText } from '../../../src-main/domain/market/market-text.ts'
import { symbol } from '../../../src-preload/contract/values.ts'

const told = {
  ...{ id: 'BTCUSDT', symbol: 'BTC/USDT', base: 'BTC', quote: 'USDT', spot: true },
  precision: { price: 0.01, amount: 1e-8 },
  limits: { amount: { min: 0.0001 }, cost: { min: 5 } },
}

test('are what the exchange tells, as exact decimals', () => {
  const rules = marketRules({ ...told, maker: 0.001, taker: 0.002 })
  expect(rules?.id).toBe('BTCUSDT')
  expect(rules === null ? null : marketToText(rules.market)).toEqual({
    ...{ symbol: 'BTC/USDT', base: 'BTC', quote: 'USDT', priceStep: '0.01', amountStep: '0.00000001' },
    ...{ minAmount: '0.0001', minNotional: '5', makerFee: '0.001', takerFee: '0.002' },
  })
})

test('leave out what is no spot market, and what does not say its steps', () => {
  expect(marketRules({ ...told, spot: false })).toBeNull()
  expect(marketRules({ ...told, precision: { price: 0.01 } })).toBeNull()
})

test.each(['KBONK/USDT', 'kBONK/USDT', '币安人生/USDT', 'BTC/USDT:USDT', 'A-B/USDT'])(
  'take the pair %s only if the window can name it',
  (name) => {
    const isNamed = symbol.safeParse(name).success && !name.includes(':')
    expect(marketRules({ ...told, symbol: name }) !== null).toBe(isNamed)
  },
)

test('floats in exponents become decimals', () => {
  expect(['1e-8', '1.5e-7', '0.1'].map((text) => decimalOf(Number(text)))).toEqual([
    '0.00000001',
    '0.00000015',
    '0.1',
  ])
})

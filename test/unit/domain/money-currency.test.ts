import { expect, test } from 'vitest'
import { demoMarkets } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { isMoney } from '../../../src-main/domain/market/money-currency.ts'

const markets = ['BTC/USDT', 'ETH/USDT', 'ETH/BTC', 'SOL/USDT', 'USDT/BRL', 'BTC/BRL'].map((symbol) => {
  const [base = '', quote = ''] = symbol.split('/')
  const [market] = demoMarkets
  if (market === undefined) throw new Error('no market')
  return { ...market, symbol, base, quote }
})

test.each([
  ['USDT', true],
  // Quoted in, and bought with nothing that the exchange mainly trades in.
  ['BRL', true],
  ['BTC', false],
  ['SOL', false],
  ['SHIB', false],
])('%s is money on an exchange that mainly trades in USDT: %s', (asset, expected) => {
  expect(isMoney(markets, asset)).toBe(expected)
})

test('nothing is money where nothing is traded', () => {
  expect(isMoney([], 'USDT')).toBe(false)
})

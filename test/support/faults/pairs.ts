import type { Market } from '../../../src-main/domain/market/market.ts'
import { cash, price, quantity, ratio } from '../../../src-main/domain/money/decimal.ts'
import type { VenueConfig, VenueInfo } from '../../../src-main/engine/ports/venue.ts'

const pair = (base: string): Market => ({
  symbol: `${base}/USDT`,
  base,
  quote: 'USDT',
  priceStep: price('0.01'),
  amountStep: quantity('0.0001'),
  minAmount: quantity('0.0001'),
  minNotional: cash('5', 'USDT'),
  makerFee: ratio('0.001'),
  takerFee: ratio('0.001'),
})

export const pairs: readonly Market[] = [pair('BTC'), pair('ETH')]
export const symbols: readonly string[] = pairs.map(({ symbol }) => symbol)
/** Where each pair's price begins. */
export const firstPrices: Readonly<Record<string, number>> = { 'BTC/USDT': 50_000, 'ETH/USDT': 2_000 }

/** What the account begins with, on both sides of the books. */
export const startBalances: Readonly<Record<string, string>> = { USDT: '10000', BNB: '1' }
export const accountId = 'faulty-account'

export const venueConfig: VenueConfig = {
  id: 'faulty',
  name: 'Faulty exchange',
  kind: 'exchange',
  exchangeId: 'binance',
  network: 'live',
  restUrl: null,
  wsUrl: null,
}

export const venueInfo: VenueInfo = {
  id: venueConfig.id,
  name: venueConfig.name,
  kind: venueConfig.kind,
  exchangeId: venueConfig.exchangeId,
  speed: 1,
  markets: pairs,
}

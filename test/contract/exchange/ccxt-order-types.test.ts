import { describe } from 'vitest'
import { openCcxt } from './ccxt-harness.ts'
import { limitWishesContract, stopOrdersContract } from './order-types.ts'

describe.each(['binance', 'bybit', 'okx'] as const)('wishes of limit orders on %s', (exchangeId) => {
  limitWishesContract((funds) => openCcxt(exchangeId, funds))
})

describe.each(['binance', 'bybit', 'okx'] as const)('stops on %s', (exchangeId) => {
  stopOrdersContract((funds) => openCcxt(exchangeId, funds))
})

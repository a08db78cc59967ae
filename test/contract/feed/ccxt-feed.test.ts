import { openCcxt } from './ccxt-harness.ts'
import { feedContract } from './feed-contract.ts'

feedContract('ccxt on a simulated Binance', () => openCcxt('binance'))
feedContract('ccxt on a simulated Bybit', () => openCcxt('bybit'))
feedContract('ccxt on a simulated OKX', () => openCcxt('okx'))

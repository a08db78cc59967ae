import { feedContract } from './feed-contract.ts'
import { openUnified } from './unified-harness.ts'

feedContract('what ccxt unifies of a simulated Binance', () => openUnified('binance'))
feedContract('what ccxt unifies of a simulated Bybit', () => openUnified('bybit'))
feedContract('what ccxt unifies of a simulated OKX', () => openUnified('okx'))

import { openCcxt } from './ccxt-harness.ts'
import { feedContract } from './feed-contract.ts'

feedContract('ccxt on a simulated Binance', () => openCcxt('binance'))

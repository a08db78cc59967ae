import { openCcxt } from './ccxt-harness.ts'
import { exchangeContract } from './exchange-contract.ts'
import { preparingContract } from './preparing.ts'

/** Each history is some fifty requests and sockets that have to settle. */
const runs = 4

exchangeContract('ccxt on a simulated Binance', (funds) => openCcxt('binance', funds), runs)
exchangeContract('ccxt on a simulated Bybit', (funds) => openCcxt('bybit', funds), runs)
exchangeContract('ccxt on a simulated OKX', (funds) => openCcxt('okx', funds), runs)
preparingContract('ccxt on a simulated Binance', (funds) => openCcxt('binance', funds))
preparingContract('ccxt on a simulated Bybit', (funds) => openCcxt('bybit', funds))
preparingContract('ccxt on a simulated OKX', (funds) => openCcxt('okx', funds))

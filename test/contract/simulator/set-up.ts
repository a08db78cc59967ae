import { afterEach } from 'vitest'
import type { Exchange } from '../../../node_modules/ccxt/js/src/base/Exchange.js'
import { type CcxtChoices, ccxtOn } from '../../support/exchange-simulator/ccxt-on-simulator.ts'
import {
  type ExchangeSimulator,
  type SimulatorOptions,
  startExchangeSimulator,
} from '../../support/exchange-simulator/start-exchange-simulator.ts'

export const exchanges = ['binance', 'bybit', 'okx'] as const

/** Within the recorded two days of BTC/USDT. */
export const startAt = Date.UTC(2021, 1, 20, 12, 0, 30)

const open: { close(): Promise<unknown> }[] = []

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

export const simulate = async (options: SimulatorOptions): Promise<ExchangeSimulator> => {
  const simulator = await startExchangeSimulator({
    symbols: ['BTC/USDT', 'SOL/USDT'],
    speed: 0,
    startAt,
    ...options,
  })
  open.push(simulator)
  return simulator
}

export const connect = async (
  id: SimulatorOptions['exchange'],
  simulator: ExchangeSimulator,
  choices: CcxtChoices = {},
): Promise<Exchange> => {
  const exchange = await ccxtOn(id, simulator, choices)
  open.push({ close: () => exchange.close() })
  return exchange
}

/** Waits until the condition holds, moving the market on by hand when asked to. */
export const until = async (condition: () => boolean, each: () => void = () => {}): Promise<void> => {
  const deadline = performance.now() + 8_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('the condition did not come true in 8 s')
    each()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

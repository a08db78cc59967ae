import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import { demoStart } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { price } from '../../src-main/domain/money/decimal.ts'
import { baselineKey } from '../../src-main/engine/reconciliation/verdicts.ts'
import { openAccountOn } from './account-on-simulator.ts'
import { startExchangeSimulator } from './exchange-simulator/start-exchange-simulator.ts'
import { seedBooks, seedOrder } from './hand-books.ts'
import { startHandEngine } from './hand-engine.ts'
import { plainStop } from './stops.ts'
import { openTestStore } from './store/open-test-store.ts'

export const entrySymbol = 'BTC/USDT'
export const simulatedExchanges = ['binance', 'bybit', 'okx'] as const

/**
 * An engine on an account of a simulated exchange, with an entry that waits there at 40,000 and the stop that it is to
 * have. The engine hears prices of another market.
 */
export const waitingEntry = async (exchangeId: (typeof simulatedExchanges)[number], stop: number) => {
  const simulator = await startExchangeSimulator({
    exchange: exchangeId,
    speed: 0,
    startAt: demoStart,
    symbols: [
      {
        ...{ symbol: entrySymbol, priceStep: '0.01', amountStep: '0.00001', minAmount: '0.00001' },
        ...{ minNotional: '10', takerFee: '0.001' },
      },
    ],
    accounts: [{ balances: { USDT: '10000' }, fee: { kind: 'received' } }],
  })
  const { market } = simulator.control
  market.trade(entrySymbol, '50000', '1')
  const opened = openTestStore()
  const { store } = opened
  seedBooks(store)
  // Fills are asked for from then on: the demo's market time is none before its first price.
  store.settings.set(baselineKey('a1'), String(demoStart))
  const { account } = await openAccountOn(exchangeId, simulator)
  const wanted = { type: 'limit', limitPrice: price('40000'), purpose: 'entry' } as const
  const order = seedOrder(store, 'o1', 'open', { ...wanted, exchangeOrderId: null })
  store.stops.save(plainStop({ positionId: order.positionId, stop, peak: 50_000 }))
  const outcome = await account.submit(order)
  if (outcome.kind !== 'accepted') throw new Error(`the entry is ${outcome.kind}`)
  const { engine } = await startHandEngine(store, systemClock, account)
  const close = async () => {
    await engine.stop()
    account.close()
    opened.close()
    await simulator.close()
  }
  const [owner] = simulator.accounts
  if (owner === undefined) throw new Error('no account')
  return { simulator, market, store, account, engine, owner, close }
}

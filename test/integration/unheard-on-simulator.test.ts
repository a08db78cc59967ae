import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import { demoStart } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { cashText, price, quantity, text } from '../../src-main/domain/money/decimal.ts'
import { baselineKey } from '../../src-main/engine/reconciliation/verdicts.ts'
import { openAccountOn, until } from '../support/account-on-simulator.ts'
import type { Fault } from '../support/exchange-simulator/server/faults.ts'
import { startExchangeSimulator } from '../support/exchange-simulator/start-exchange-simulator.ts'
import { unitsText } from '../support/exchange-simulator/units.ts'
import { seedBooks, seedOrder } from '../support/hand-books.ts'
import { startHandEngine } from '../support/hand-engine.ts'
import { plainStop } from '../support/stops.ts'
import { openTestStore } from '../support/store/open-test-store.ts'

const symbol = 'BTC/USDT'
const exchanges = ['binance', 'bybit', 'okx'] as const

/** What keeps a stream that was cut from coming back: no connection is let in, or its sign-in is refused. */
const ways: readonly (readonly [string, readonly Fault[]])[] = [
  ['cut', [{ on: 'connect', effect: { kind: 'drop' }, times: 0 }]],
  ['refused', [{ on: 'subscribe', effect: { kind: 'reject' }, times: 0 }]],
]
const runs = exchanges.flatMap((exchangeId) => ways.map((way) => [exchangeId, ...way] as const))

/** An engine on an account of a simulated exchange, with an entry that waits there and the stop that it is to have. */
const waitingEntry = async (exchangeId: (typeof exchanges)[number]) => {
  const simulator = await startExchangeSimulator({
    exchange: exchangeId,
    speed: 0,
    startAt: demoStart,
    symbols: [
      {
        ...{ symbol, priceStep: '0.01', amountStep: '0.00001', minAmount: '0.00001' },
        ...{ minNotional: '10', takerFee: '0.001' },
      },
    ],
    accounts: [{ balances: { USDT: '10000' }, fee: { kind: 'received' } }],
  })
  const { market } = simulator.control
  market.trade(symbol, '50000', '1')
  const opened = openTestStore()
  const { store } = opened
  seedBooks(store)
  // Fills are asked for from then on: the demo's market time is none before its first price.
  store.settings.set(baselineKey('a1'), String(demoStart))
  const { account } = await openAccountOn(exchangeId, simulator)
  const wanted = { type: 'limit', limitPrice: price('40000'), purpose: 'entry' } as const
  const order = seedOrder(store, 'o1', 'open', { ...wanted, exchangeOrderId: null })
  store.stops.save(plainStop({ positionId: order.positionId, stop: 20_000, peak: 50_000 }))
  expect((await account.submit(order)).kind).toBe('accepted')
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

describe.concurrent('an entry that fills while nothing is told', () => {
  test.for(runs)(
    '(%s, stream %s) gets its stop at the exchange, and is counted once',
    async ([exchangeId, , faults], { onTestFinished }) => {
      const { simulator, market, store, account, engine, owner, close } = await waitingEntry(exchangeId)
      onTestFinished(close)
      const { books } = engine
      await until(() => account.isHeard && books.unconfirmed.size === 0)
      for (const fault of faults) simulator.control.fault(fault)
      simulator.control.dropStreams()
      market.trade(symbol, '39000', '10')
      const stops = () => [...owner.orders.values()].filter(({ trigger }) => trigger !== null)
      await until(() => stops().length === 1)
      expect(account.isHeard).toBe(false)
      expect(books.areEntriesHalted('a1', 'paper')).toBe(true)
      const [position] = books.positions.values()
      expect(text(position?.bought.quantity ?? quantity('0'))).toBe('0.1')

      simulator.control.clearFaults()

      await until(() => books.unconfirmed.size === 0)
      expect(account.isHeard).toBe(true)
      expect(books.mismatches.size).toBe(0)
      expect(store.fills.count()).toBe(1)
      expect(stops()).toHaveLength(1)
      const { book } = books.account('a1')
      for (const [asset, { free, locked }] of owner.balances)
        expect([asset, cashText(book.holding(asset))]).toEqual([
          asset,
          text(quantity(unitsText(free + locked))),
        ])
    },
  )
})

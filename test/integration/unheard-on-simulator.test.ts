import { describe, expect, test } from 'vitest'
import { cashText, quantity, text } from '../../src-main/domain/money/decimal.ts'
import { until } from '../support/account-on-simulator.ts'
import type { Fault } from '../support/exchange-simulator/server/faults.ts'
import { unitsText } from '../support/exchange-simulator/units.ts'
import { entrySymbol, simulatedExchanges, waitingEntry } from '../support/waiting-entry.ts'

/** What keeps a stream that was cut from coming back: no connection is let in, or its sign-in is refused. */
const ways: readonly (readonly [string, readonly Fault[]])[] = [
  ['cut', [{ on: 'connect', effect: { kind: 'drop' }, times: 0 }]],
  ['refused', [{ on: 'subscribe', effect: { kind: 'reject' }, times: 0 }]],
]
const runs = simulatedExchanges.flatMap((exchangeId) => ways.map((way) => [exchangeId, ...way] as const))

describe.concurrent('an entry that fills while nothing is told', () => {
  test.for(runs)(
    '(%s, stream %s) gets its stop at the exchange, and is counted once',
    async ([exchangeId, , faults], { onTestFinished }) => {
      const { simulator, market, store, account, engine, owner, close } = await waitingEntry(
        exchangeId,
        20_000,
      )
      onTestFinished(close)
      const { books } = engine
      await until(() => account.isHeard && books.unconfirmed.size === 0)
      for (const fault of faults) simulator.control.fault(fault)
      simulator.control.dropStreams()
      market.trade(entrySymbol, '39000', '10')
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

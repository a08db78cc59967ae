import { describe, expect, test } from 'vitest'
import { until } from '../support/account-on-simulator.ts'
import { entrySymbol, simulatedExchanges, waitingEntry } from '../support/waiting-entry.ts'

describe.concurrent('an entry that fills in a fall through its stop', () => {
  test.for(simulatedExchanges)('is sold at once (%s)', async (exchangeId, { onTestFinished }) => {
    const { market, store, engine: running, owner, account, close } = await waitingEntry(exchangeId, 39_500)
    onTestFinished(close)
    await until(() => account.isHeard && running.books.unconfirmed.size === 0)
    market.trade(entrySymbol, '39000', '10')
    const ended = () => store.positions.closed({ limit: 1, before: null }, null)[0]
    await until(() => ended() !== undefined)
    expect(ended()?.exitReason?.code).toBe('order.stop-hit')
    const orders = [...owner.orders.values()]
    expect(orders.map(({ side, trigger }) => [side, trigger])).toEqual([
      ['buy', null],
      ['sell', null],
    ])
  })
})

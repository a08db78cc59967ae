import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cash, quantity, ratioOfCash } from '../../../src-main/domain/money/decimal.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { addAccountAndBot, closedPosition, drivers, samplePosition } from '../../support/store/samples.ts'

describe.each(drivers)('parts of one entry on several accounts with %s', (driver) => {
  let opened: TestStore
  beforeEach(() => {
    opened = openTestStore(driver)
    addAccountAndBot(opened.store)
  })
  afterEach(() => opened.close())

  const bought = { quantity: quantity('1'), cost: cash('300', 'USDT') }
  const counted = () => {
    const totals = opened.store.positions.totalsOf('bot-1')
    return [totals?.closedTrades ?? 0, totals?.wonTrades ?? 0, opened.store.positions.results('bot-1', 9)]
  }

  test('are known to be one trade before any of them is written', () => {
    const { positions } = opened.store
    for (const id of ['one', 'two']) positions.join(id, 'entry')
    expect(['one', 'two', 'three'].map((id) => positions.tradeOf(id))).toEqual(['entry', 'entry', 'three'])
  })

  test('are one trade with their summed result, once all of them are closed', () => {
    const { positions } = opened.store
    for (const id of ['one', 'two', 'never bought']) positions.join(id, 'entry')
    for (const id of ['one', 'two']) positions.save({ ...samplePosition, id })
    positions.save(closedPosition('one', '10', { bought }))
    expect([counted(), positions.isTradeClosed('one')]).toEqual([[0, 0, []], false])
    expect(positions.totalsOf('bot-1')?.realized).toEqual(cash('10', 'USDT'))
    expect(positions.closedCount('bot-1')).toBe(1)
    positions.save(closedPosition('two', '-16', { bought }))
    expect([counted(), positions.isTradeClosed('one')]).toEqual([[1, 0, [cash('-6', 'USDT')]], true])
    const totals = positions.totalsOf('bot-1')
    expect([totals?.realized, totals?.wins, totals?.losses]).toEqual(
      ['-6', '0', '-6'].map((amount) => cash(amount, 'USDT')),
    )
    expect(totals?.lossReturns).toEqual(ratioOfCash(cash('-6', 'USDT'), cash('600', 'USDT')))
    expect(positions.closedCount('bot-1')).toBe(2)
  })

  test('are none again while one is opened anew', () => {
    const { positions } = opened.store
    for (const id of ['one', 'two']) positions.join(id, 'entry')
    positions.save(closedPosition('one', '10', { bought }))
    expect(counted()).toEqual([1, 1, [cash('10', 'USDT')]])
    // An order of unknown outcome has bought after all.
    positions.save({ ...samplePosition, id: 'two' })
    expect(counted()).toEqual([0, 0, []])
  })

  test('are counted the same however they close, open again and are saved again', () => {
    const entries: Readonly<Record<string, string>> = { a: 'e1', b: 'e1', c: 'e1', d: 'd', e: 'e2' }
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      cents: fc.integer({ min: -5, max: 5 }),
      closed: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
        const fresh = openTestStore(driver)
        const { positions } = fresh.store
        addAccountAndBot(fresh.store)
        for (const id of ['a', 'b', 'c', 'e']) positions.join(id, entries[id] ?? '')
        const now = new Map<string, { cents: number; closedAs: number | null }>()
        fresh.store.transaction(() => {
          for (const [index, { id, cents, closed }] of changes.entries()) {
            const closedAs = closed ? (now.get(id)?.closedAs ?? index) : null
            now.set(id, { cents, closedAs })
            positions.save(closedPosition(id, String(cents), { closedAt: closed ? 1 : null }))
          }
        })
        const trades = new Map<string, { cents: number; closedAs: number | null }>()
        for (const [id, { cents, closedAs }] of now) {
          const known = trades.get(entries[id] ?? '') ?? { cents: 0, closedAs: -1 }
          const isOpen = known.closedAs === null || closedAs === null
          const last = isOpen ? null : Math.max(known.closedAs ?? 0, closedAs ?? 0)
          trades.set(entries[id] ?? '', { cents: known.cents + cents, closedAs: last })
        }
        const closed = [...trades.values()]
          .filter(({ closedAs }) => closedAs !== null)
          .sort((one, other) => (one.closedAs ?? 0) - (other.closedAs ?? 0))
        const closedPositions = [...now.values()].filter(({ closedAs }) => closedAs !== null)
        const realized = closedPositions.reduce((sum, { cents }) => sum + cents, 0)
        const totals = positions.totalsOf('bot-1')
        const results = positions.results('bot-1', 9)
        const newest = positions.results('bot-1', 1)
        const count = positions.closedCount(null)
        fresh.close()
        expect(totals?.closedTrades ?? 0).toBe(closed.length)
        expect(totals?.wonTrades ?? 0).toBe(closed.filter(({ cents }) => cents > 0).length)
        expect((totals?.realized.amount ?? 0).toString()).toBe(String(realized))
        expect(results).toEqual(closed.map(({ cents }) => cash(String(cents), 'USDT')))
        expect(newest).toEqual(results.slice(-1))
        expect(count).toBe(closedPositions.length)
      }),
      { numRuns: 40 },
    )
  })
})

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addRatio, cash, price, quantity, ratioOfCash } from '../../../src-main/domain/money/decimal.ts'
import { applyFill, type Position } from '../../../src-main/domain/positions/position.ts'
import { exitCounts } from '../../../src-main/shell/views/exit-views.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import {
  addAccountAndBot,
  closedPosition,
  drivers,
  sampleBot,
  sampleFill,
  samplePosition,
} from '../../support/store/samples.ts'

describe.each(drivers)('positions with %s', (driver) => {
  let opened: TestStore
  beforeEach(() => {
    opened = openTestStore(driver)
    addAccountAndBot(opened.store)
    opened.store.bots.save({ ...sampleBot, id: 'bot-2' })
  })
  afterEach(() => opened.close())

  test('a position comes back as it was after each of its fills', () => {
    const { positions } = opened.store
    const reason = { code: 'exit-condition-met', facts: { by: 'stop' } }
    const bought = applyFill(
      samplePosition,
      'buy',
      { ...sampleFill, fee: cash('1.23', 'USDT') },
      { received: quantity('0.25'), fee: cash('1.23', 'USDT') },
      reason,
    ).position
    const parted = applyFill(
      bought,
      'sell',
      { ...sampleFill, price: price('60000.1'), quantity: quantity('0.07'), fee: cash('0.5', 'USDT') },
      { received: quantity('0.07'), fee: cash('0.5', 'USDT') },
      reason,
    ).position
    for (const position of [samplePosition, bought, parted]) {
      positions.save(position)
      expect(positions.open()).toEqual([position])
    }
    expect(positions.closedCount(null)).toBe(0)
    const flat: Position = { ...parted, quantity: quantity('0'), closedAt: 5 }
    positions.save(flat)
    expect(positions.open()).toEqual([])
    expect(positions.closed({ limit: 5, before: null }, null)).toEqual([{ ...flat, row: 1 }])
    expect(positions.byId(flat.id)).toEqual(flat)
    expect(positions.byId('another')).toBeNull()
  })

  test('a closed position that is opened again leaves the closed ones and their totals', () => {
    const { positions } = opened.store
    const closed: Position = { ...samplePosition, closedAt: 5, realized: cash('3', samplePosition.quote) }
    positions.save(closed)
    expect(positions.totalsByBot().get(closed.botId)?.closedTrades).toBe(1)
    positions.save({ ...closed, closedAt: null })
    expect(positions.open()).toEqual([{ ...closed, closedAt: null }])
    expect(positions.closedCount(null)).toBe(0)
    expect(positions.totalsByBot().get(closed.botId)?.closedTrades ?? 0).toBe(0)
  })

  test('refuses an amount that is not in the quote currency', () => {
    const wrong = { ...samplePosition, fees: cash('1', 'BNB') }
    expect(() => opened.store.positions.save(wrong)).toThrow('BNB')
    expect(opened.store.positions.open()).toEqual([])
  })

  test('open positions come in the order in which they were opened', () => {
    const { positions } = opened.store
    for (const id of ['z', 'a', 'm']) positions.save({ ...samplePosition, id })
    positions.save({ ...samplePosition, id: 'z', symbol: 'ETH/USDT' })
    positions.save(closedPosition('a', '1'))
    expect(positions.open().map((position) => position.id)).toEqual(['z', 'm'])
  })

  test('closed ones are paged in the order in which they closed, newest first', () => {
    const { positions } = opened.store
    for (const id of ['a', 'b', 'c', 'd', 'e']) positions.save({ ...samplePosition, id })
    for (const id of ['c', 'a', 'e', 'b']) positions.save(closedPosition(id, '1'))
    positions.save(closedPosition('other', '1', { botId: 'bot-2' }))
    const page = (limit: number, before: number | null, bot: string | null) =>
      positions.closed({ limit, before }, bot)
    const first = page(2, null, null)
    expect(first.map((position) => position.id)).toEqual(['other', 'b'])
    expect(page(10, first.at(-1)?.row ?? 0, null).map((position) => position.id)).toEqual(['e', 'a', 'c'])
    expect(page(2, null, 'bot-1').map((position) => position.id)).toEqual(['b', 'e'])
    expect(page(10, null, 'bot-2').map((position) => position.id)).toEqual(['other'])
    expect(page(10, 1, null)).toEqual([])
    expect([null, 'bot-1', 'bot-2', 'x'].map((bot) => positions.closedCount(bot))).toEqual([5, 4, 1, 0])
    positions.save(closedPosition('c', '2'))
    expect(page(10, null, null).map((position) => position.id)).toEqual(['other', 'b', 'e', 'a', 'c'])
  })

  test('totals tell gains from losses, and nothing is neither', () => {
    const { positions } = opened.store
    const results = ['10.000000000000000000000000000001', '-3', '0', '0.5']
    const bought = { quantity: quantity('1'), cost: cash('300', 'USDT') }
    results.forEach((realized, n) => {
      positions.save(closedPosition(`p${n}`, realized, { bought }))
    })
    positions.save({ ...samplePosition, id: 'open', realized: cash('99', 'USDT') })
    const returnOf = (realized: string) => ratioOfCash(cash(realized, 'USDT'), bought.cost)
    expect(positions.totalsByBot()).toEqual(
      new Map([
        [
          'bot-1',
          {
            closedPositions: 4,
            closedTrades: 4,
            wonTrades: 2,
            realized: cash('7.500000000000000000000000000001', 'USDT'),
            wins: cash('10.500000000000000000000000000001', 'USDT'),
            losses: cash('-3', 'USDT'),
            winReturns: addRatio(returnOf('10.000000000000000000000000000001'), returnOf('0.5')),
            lossReturns: returnOf('-3'),
          },
        ],
      ]),
    )
  })

  test('totals follow whatever is saved, saved again, reopened or moved to another currency', () => {
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      botId: fc.constantFrom('bot-1', 'bot-2'),
      cents: fc.integer({ min: -5, max: 5 }),
      closed: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
        const fresh = openTestStore(driver)
        try {
          addAccountAndBot(fresh.store)
          fresh.store.bots.save({ ...sampleBot, id: 'bot-2' })
          const last = new Map<string, (typeof changes)[number]>()
          fresh.store.transaction(() => {
            for (const each of changes) {
              last.set(each.id, each)
              const { botId } = each
              const closedAt = each.closed ? 1 : null
              fresh.store.positions.save(closedPosition(each.id, `${each.cents}`, { botId, closedAt }))
            }
          })
          for (const botId of ['bot-1', 'bot-2']) {
            const own = [...last.values()].filter((each) => each.closed && each.botId === botId)
            const totals = fresh.store.positions.totalsByBot().get(botId)
            const sum = (cents: readonly number[]) =>
              cash(String(cents.reduce((a, b) => a + b, 0)), 'USDT').amount.toString()
            const cents = own.map((each) => each.cents)
            expect(fresh.store.positions.closedCount(botId)).toBe(own.length)
            expect(totals?.closedTrades ?? 0).toBe(own.length)
            expect(totals?.wonTrades ?? 0).toBe(cents.filter((value) => value > 0).length)
            expect((totals?.realized.amount ?? 0).toString()).toBe(sum(cents))
            expect((totals?.wins.amount ?? 0).toString()).toBe(sum(cents.filter((value) => value > 0)))
            expect((totals?.losses.amount ?? 0).toString()).toBe(sum(cents.filter((value) => value < 0)))
          }
        } finally {
          fresh.close()
        }
      }),
      { numRuns: 20 },
    )
  })

  test('totals are in the currency of the newest closed position', () => {
    const { positions } = opened.store
    const inBtc = {
      quote: 'BTC',
      ...Object.fromEntries(['cost', 'openFees', 'fees', 'realized'].map((key) => [key, cash('0.1', 'BTC')])),
      bought: { quantity: quantity('1'), cost: cash('1', 'BTC') },
      sold: { quantity: quantity('1'), proceeds: cash('1', 'BTC') },
    }
    positions.save(closedPosition('a', '5'))
    positions.save(closedPosition('b', '0', inBtc))
    expect(positions.totalsByBot().get('bot-1')?.realized).toEqual(cash('0.1', 'BTC'))
    expect(positions.closedCount('bot-1')).toBe(2)
    positions.save(closedPosition('c', '6'))
    expect(positions.totalsByBot().get('bot-1')?.realized).toEqual(cash('11', 'USDT'))
  })

  test('results are the newest ones, oldest first', () => {
    const { positions } = opened.store
    for (let n = 1; n <= 5; n += 1) positions.save(closedPosition(`p${n}`, `-${n}.5`))
    positions.save(closedPosition('other', '1', { botId: 'bot-2' }))
    expect(positions.results('bot-1', 3)).toEqual(['-3.5', '-4.5', '-5.5'].map((text) => cash(text, 'USDT')))
    expect(positions.results('bot-1', 0)).toEqual([])
    expect(positions.results('bot-3', 3)).toEqual([])
  })

  test('why positions were sold is counted, and one that opens again is taken out', () => {
    const { positions } = opened.store
    const because = (code: string) => ({ exitReason: { code } })
    positions.save(closedPosition('a', '1', because('order.stop-hit')))
    positions.save(closedPosition('b', '1', because('order.stop-hit')))
    positions.save(closedPosition('c', '1', because('decision.exit-signal')))
    const counts = (bot: string | null) => Object.fromEntries(positions.endsByCode(bot))
    expect(counts(sampleBot.id)).toEqual({ 'order.stop-hit': 2, 'decision.exit-signal': 1 })
    expect(counts(null)).toEqual(counts(sampleBot.id))
    expect(counts('nobody')).toEqual({})
    positions.save(closedPosition('b', '1', { closedAt: null, exitReason: null }))
    positions.save(closedPosition('c', '2', because('order.time-stop')))
    expect(exitCounts(positions.endsByCode(sampleBot.id))).toEqual([
      { kind: 'stop-loss', count: 1 },
      { kind: 'time', count: 1 },
    ])
  })
})

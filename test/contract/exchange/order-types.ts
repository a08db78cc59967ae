import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { quantity, toNumber } from '../../../src-main/domain/money/decimal.ts'
import type { OrderRequest } from '../../../src-main/domain/orders/order.ts'
import {
  AccountWatch,
  type ExchangeHarness,
  eventually,
  type OpenHarness,
  request,
  testMarket,
  textOf,
  unseen,
} from './harness.ts'

/** More than any market here offers. */
const huge = '900000'
const whole = { base: '50', quote: '200000000' }

const openedBy = (open: OpenHarness) => {
  let harness: ExchangeHarness
  let account: AccountWatch
  beforeEach(async () => {
    harness = await open(whole)
    account = new AccountWatch(harness.exchange)
    await harness.trade('100', '1000')
  })
  afterEach(async () => {
    account.end()
    await harness.close()
  })
  return {
    harness: () => harness,
    account: () => account,
    submit: async (order: OrderRequest): Promise<string> => {
      expect(await harness.exchange.submit(order)).toMatchObject({ kind: 'accepted' })
      return order.clientOrderId
    },
    statusOf: async (id: string) => (await account.order(id))?.status,
    filledOf: async (id: string) => textOf((await account.order(id))?.filled ?? quantity('0')),
    hears: (id: string, kinds: ReturnType<AccountWatch['heard']>) =>
      eventually(() => expect(account.heard(id)).toEqual(kinds)),
    nothingHeld: async () => {
      for (const asset of ['BTC', 'USDT']) {
        const { free, total } = await account.balance(asset)
        expect(free).toBe(total)
      }
    },
  }
}

/** Limit orders that may not stay, or may not take. */
export const limitWishesContract = (open: OpenHarness): void => {
  const { submit, statusOf, filledOf, hears, nothingHeld, ...opened } = openedBy(open)

  test('says that it has them', () => {
    const { timesInForce, postOnly } = opened.harness().exchange.capabilities(testMarket.symbol)
    expect([...timesInForce].sort()).toEqual(['FOK', 'GTC', 'IOC'])
    expect(postOnly).toBe(true)
  })

  describe('an order that must not take', () => {
    test.each([
      ['buy', '101', '99'],
      ['sell', '99', '101'],
    ] as const)('to %s never fills at once: not at %s; at %s it waits', async (side, taking, waiting) => {
      const taker = request({ side, limit: taking, postOnly: true })
      const outcome = await opened.harness().exchange.submit(taker)
      // Some refuse it, others take it in and cancel it at once.
      if (outcome.kind === 'accepted')
        await eventually(async () => expect(await statusOf(taker.clientOrderId)).toBe('expired'))
      else expect(outcome).toMatchObject({ kind: 'rejected', rejection: 'WOULD_TAKE' })
      expect(await opened.account().fills(taker.clientOrderId)).toEqual([])
      await nothingHeld()
      const maker = await submit(request({ side, limit: waiting, postOnly: true }))
      expect(await statusOf(maker)).toBe('open')
      await opened.harness().fillAt(side, waiting, '1')
      const fills = await opened.account().fills(maker)
      expect(fills.map(({ liquidity }) => liquidity)).toEqual(['maker'])
    })
  })

  describe('an order for what there is at once', () => {
    test('keeps what it could have, and the rest expires', async () => {
      const id = await submit(request({ limit: '101', size: huge, timeInForce: 'IOC' }))
      expect(await statusOf(id)).toBe('expired')
      const fills = await opened.account().fills(id)
      expect(fills.length).toBeGreaterThan(0)
      for (const fill of fills) expect(toNumber(fill.price)).toBeLessThanOrEqual(101)
      await eventually(() => expect(opened.account().heard(id).at(-1)).toBe('expired'))
      await eventually(() => expect(unseen(opened.account().heardFills())).toEqual(unseen(fills)))
      await nothingHeld()
    })

    test('fills as a whole when it can', async () => {
      const id = await submit(request({ limit: '101', size: '0.5', timeInForce: 'IOC' }))
      expect([await statusOf(id), await filledOf(id)]).toEqual(['filled', '0.5'])
    })

    test('at a price that nobody offers expires without a fill', async () => {
      const id = await submit(request({ limit: '90', timeInForce: 'IOC' }))
      expect([await statusOf(id), await filledOf(id)]).toEqual(['expired', '0'])
      await hears(id, ['acknowledged', 'expired'])
      await nothingHeld()
    })
  })

  describe('an order for all or nothing', () => {
    test('expires untouched when not all of it can fill at once', async () => {
      const id = await submit(request({ limit: '101', size: huge, timeInForce: 'FOK' }))
      expect([await statusOf(id), await filledOf(id)]).toEqual(['expired', '0'])
      await hears(id, ['acknowledged', 'expired'])
      await nothingHeld()
    })

    test('fills when all of it can', async () => {
      const id = await submit(request({ limit: '101', size: '0.5', timeInForce: 'FOK' }))
      expect([await statusOf(id), await filledOf(id)]).toEqual(['filled', '0.5'])
    })
  })
}

/** Orders that wait for a price. */
export const stopOrdersContract = (open: OpenHarness): void => {
  const { submit, statusOf, filledOf, hears, nothingHeld, ...opened } = openedBy(open)

  test('says that it has them', () => {
    const { exchange } = opened.harness()
    const { types } = exchange.capabilities(testMarket.symbol)
    for (const type of ['stop-market', 'stop-limit', 'take-profit-market', 'take-profit-limit'] as const)
      expect(types).toContain(type)
    expect(exchange.capabilities('NO/USDT').types).toEqual([])
  })

  describe.each([
    ['a stop to sell', { side: 'sell', type: 'stop-market', trigger: '95' }, '95.01', '95'],
    ['a stop to buy', { side: 'buy', type: 'stop-market', trigger: '105' }, '104.99', '105'],
    ['a take-profit to sell', { side: 'sell', type: 'take-profit-market', trigger: '105' }, '104.99', '105'],
    ['a take-profit to buy', { side: 'buy', type: 'take-profit-market', trigger: '95' }, '95.01', '95'],
  ] as const)('%s', (_, wanted, before, at) => {
    test('waits until a trade reaches its trigger, then fills near it', async () => {
      const id = await submit(request(wanted))
      expect(await statusOf(id)).toBe('open')
      expect(await opened.account().openIds()).toEqual([id])
      await hears(id, ['acknowledged'])
      await opened.harness().trade(before, '1000')
      expect([await statusOf(id), await filledOf(id)]).toEqual(['open', '0'])
      await opened.harness().trade(at, '1000')
      await eventually(async () => expect(await statusOf(id)).toBe('filled'))
      for (const fill of await opened.account().fills(id)) {
        expect(Math.abs(toNumber(fill.price) - Number(at))).toBeLessThan(1)
        expect(fill.liquidity).toBe('taker')
      }
      await eventually(() => {
        expect(opened.account().heard(id)[0]).toBe('acknowledged')
        expect(opened.account().heardFills().length).toBeGreaterThan(0)
      })
      expect(
        opened
          .account()
          .heard(id)
          .filter((kind) => kind === 'acknowledged'),
      ).toHaveLength(1)
      expect(await opened.account().openIds()).toEqual([])
    })

    test('fills at the price after a gap and not at its trigger', async () => {
      const id = await submit(request(wanted))
      const beyond = Number(at) > 100 ? '120' : '80'
      await opened.harness().trade(beyond, '1000')
      await eventually(async () => expect(await statusOf(id)).toBe('filled'))
      for (const fill of await opened.account().fills(id))
        expect(Math.abs(toNumber(fill.price) - Number(beyond))).toBeLessThan(1)
    })

    test('can be cancelled while it waits, and then nothing triggers it', async () => {
      const id = await submit(request(wanted))
      expect(await opened.harness().exchange.cancel(id, testMarket.symbol)).toEqual({
        kind: 'answered',
        value: 'accepted',
      })
      await hears(id, ['acknowledged', 'cancelled'])
      expect(await opened.account().openIds()).toEqual([])
      await nothingHeld()
      await opened.harness().trade(at, '1000')
      expect([await statusOf(id), await filledOf(id)]).toEqual(['cancelled', '0'])
      expect(await opened.harness().exchange.cancel(id, testMarket.symbol)).toEqual({
        kind: 'answered',
        value: 'not-open',
      })
    })
  })

  test('a stop waits on over a new connection, and still triggers', async () => {
    const id = await submit(request({ side: 'sell', type: 'stop-market', trigger: '95', size: '2' }))
    const again = new AccountWatch(await opened.harness().reopen())
    expect(await again.openIds()).toEqual([id])
    await opened.harness().trade('94', '1000')
    await eventually(async () => expect((await again.order(id))?.status).toBe('filled'))
    await eventually(() => expect(again.heardFills().length).toBeGreaterThan(0))
    for (const fill of await again.fills(id)) expect(toNumber(fill.price)).toBeLessThan(95)
    again.end()
  })

  describe('a stop-limit', () => {
    const stop = { side: 'sell', type: 'stop-limit', trigger: '95', limit: '94' } as const

    test('is a limit order once it has triggered: within its price it fills', async () => {
      const id = await submit(request(stop))
      await opened.harness().trade('95', '1000')
      await eventually(async () => expect(await statusOf(id)).toBe('filled'))
      for (const fill of await opened.account().fills(id))
        expect(toNumber(fill.price)).toBeGreaterThanOrEqual(94)
    })

    test('stays open when the price has jumped over it, and fills when the price is back', async () => {
      const id = await submit(request(stop))
      await opened.harness().trade('90', '1000')
      expect([await statusOf(id), await filledOf(id)]).toEqual(['open', '0'])
      expect(await opened.account().openIds()).toEqual([id])
      await opened.harness().trade('94.5', '1000')
      await eventually(async () => expect(await statusOf(id)).toBe('filled'))
      expect(unseen(await opened.account().fills(id)).every(({ price }) => toNumber(price) >= 94)).toBe(true)
    })

    test('that has triggered and not filled can be cancelled', async () => {
      const id = await submit(request(stop))
      await opened.harness().trade('90', '1000')
      await eventually(async () => {
        const answer = await opened.harness().exchange.cancel(id, testMarket.symbol)
        expect(answer).toEqual({ kind: 'answered', value: 'accepted' })
      })
      await eventually(async () => expect(await statusOf(id)).toBe('cancelled'))
      await nothingHeld()
    })
  })

  test('the fills of a stop are its own, each once, however they are learnt', async () => {
    const { exchange, begins, trade } = opened.harness()
    const order = request({ side: 'sell', type: 'stop-market', trigger: '95', size: '2' })
    const outcome = await exchange.submit(order)
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind)
    const { clientOrderId } = order
    await trade('95', '1000')
    await eventually(async () => expect(await filledOf(clientOrderId)).toBe('2'))
    const fills = await opened.account().fills(clientOrderId)
    await eventually(() => expect(unseen(opened.account().heardFills())).toEqual(unseen(fills)))
    expect(new Set(fills.map((fill) => fill.clientOrderId))).toEqual(new Set([clientOrderId]))
    const recent = await exchange.recentFills([testMarket.symbol], { from: begins, to: begins + 60_000 })
    const told = recent.kind === 'answered' ? recent.value : []
    expect(told.map(({ tradeId }) => tradeId).sort()).toEqual(fills.map(({ tradeId }) => tradeId).sort())
    expect(new Set(told.map(({ exchangeOrderId }) => exchangeOrderId))).toEqual(
      new Set([outcome.exchangeOrderId]),
    )
    expect((await opened.account().order(clientOrderId))?.exchangeOrderId).toBe(outcome.exchangeOrderId)
  })

  test('a stop’s id can be used once', async () => {
    const order = request({ side: 'sell', type: 'stop-market', trigger: '95' })
    await submit(order)
    expect(await opened.harness().exchange.submit({ ...order, quantity: quantity('2') })).toMatchObject({
      kind: 'rejected',
      rejection: 'DUPLICATE_CLIENT_ID',
    })
    expect(await opened.account().openIds()).toEqual([order.clientOrderId])
  })

  test.each([
    ['stop', 'sell', 'stop-market', '101'],
    ['stop', 'buy', 'stop-market', '99'],
    ['take-profit', 'sell', 'take-profit-market', '99'],
    ['take-profit', 'buy', 'take-profit-market', '101'],
  ] as const)(
    'a %s to %s that the market has passed already does not wait for it to come back',
    async (_, side, type, trigger) => {
      const order = request({ side, type, trigger })
      expect(await opened.harness().exchange.submit(order)).toMatchObject({
        kind: 'rejected',
        rejection: 'WOULD_TRIGGER',
      })
      expect(await opened.account().order(order.clientOrderId)).toBeNull()
      await nothingHeld()
    },
  )
}

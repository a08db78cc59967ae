import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../../support/account-on-simulator.ts'
import { type CcxtHarness, openCcxt } from './ccxt-harness.ts'
import { AccountWatch, eventually, request, testMarket } from './harness.ts'

/** Stops are orders of another kind there: lists, answers and a stream of their own, and another id once triggered. */

const funds = { base: '50', quote: '1000' }
const unknown = { code: '51603', msg: 'Order does not exist', data: [] }
const none = { code: '0', msg: '', data: [] }

let harness: CcxtHarness
let account: AccountWatch
beforeEach(async () => {
  harness = await openCcxt('okx', funds)
  account = new AccountWatch(harness.exchange)
})
afterEach(async () => {
  account.end()
  await harness.close()
})

const submit = async (wanted: Parameters<typeof request>[0]): Promise<string> => {
  const order = request(wanted)
  expect(await harness.exchange.submit(order)).toMatchObject({ kind: 'accepted' })
  return order.clientOrderId
}
/** Answers so from now on. */
const answer = (path: string, body: object): void => {
  const effect = { kind: 'reply', status: 200, body } as const
  const match = `GET /api/v5/trade/${path}`
  harness.simulator.control.fault({ on: 'request', when: 'before', match, effect, times: 0 })
}
const stop = { side: 'sell', type: 'stop-market', trigger: '95' } as const
const farLimit = { side: 'sell', type: 'stop-limit', trigger: '95', limit: '94' } as const

describe('a stop that the exchange itself answers about no more', () => {
  test('is found in the history: cancelled', async () => {
    const id = await submit(stop)
    await harness.exchange.cancel(id, testMarket.symbol)
    answer('order-algo', unknown)
    expect((await account.order(id))?.status).toBe('cancelled')
  })

  test('is found in the history: triggered, and with it what it has placed and its fills', async () => {
    const id = await submit(stop)
    await harness.trade('94', '1000')
    answer('order-algo', unknown)
    expect((await account.order(id))?.status).toBe('filled')
    expect(await account.fills(id)).toHaveLength(1)
  })

  test('is not there only when no list has it', async () => {
    await submit(stop)
    const asked = () => harness.simulator.control.counts.requestsOf('orders-algo-history')
    expect(await account.order('never')).toBeNull()
    expect(asked()).toBe(2)
  })
})

test('what a stop has placed and nobody tells of is no answer', async () => {
  const id = await submit(stop)
  await harness.trade('94', '1000')
  answer('order', unknown)
  answer('orders-history', none)
  answer('orders-history-archive', none)
  expect((await harness.exchange.order(id, testMarket.symbol)).kind).toBe('failed')
})

test('a stop that triggers while the lists are asked for is in the answer, once', async () => {
  const id = await submit(farLimit)
  const { control } = harness.simulator
  control.fault({
    on: 'request',
    when: 'before',
    match: 'GET /api/v5/trade/orders-pending',
    effect: { kind: 'delay', ms: 300 },
  })
  const open = account.openIds()
  await until(() => control.counts.requestsOf('orders-algo-pending') === 3)
  await harness.trade('90', '1000')
  expect(await open).toEqual([id])
})

test('a stop with too little money when it triggers has expired, and is told of', async () => {
  const id = await submit({ type: 'stop-market', trigger: '105', size: '20' })
  await harness.trade('106', '1000')
  await eventually(() => expect(account.heard(id)).toEqual(['acknowledged', 'expired']))
  expect((await account.order(id))?.status).toBe('expired')
  expect(await account.fills(id)).toEqual([])
})

test('a stop whose answer is lost is neither accepted nor rejected, and asking finds it', async () => {
  const effect = { kind: 'drop' } as const
  harness.simulator.control.fault({ on: 'request', when: 'after', match: 'POST *order-algo', effect })
  const order = request(stop)
  expect((await harness.exchange.submit(order)).kind).toBe('unknown')
  expect((await account.order(order.clientOrderId))?.status).toBe('open')
})

test('a cancel that comes while it triggers ends what it has placed', async () => {
  const id = await submit(farLimit)
  const effect = { kind: 'delay', ms: 300 } as const
  harness.simulator.control.fault({ on: 'request', when: 'before', match: 'POST *cancel-algos', effect })
  const cancelled = harness.exchange.cancel(id, testMarket.symbol)
  await until(() => harness.simulator.control.counts.requestsOf('cancel-order') === 1)
  await harness.trade('90', '1000')
  expect(await cancelled).toEqual({ kind: 'answered', value: 'accepted' })
  await eventually(() => expect(account.heard(id)).toEqual(['acknowledged', 'cancelled']))
})

test('a stop that someone else placed has one name, waiting and triggered, and is cancelled by it', async () => {
  const { simulator, exchange, begins } = harness
  const [owner] = simulator.accounts
  if (owner === undefined) throw new Error('no account')
  const placeByHand = (clientId: string, trigger: bigint) => {
    const placed = simulator.control.trading.place(owner, {
      symbol: testMarket.symbol,
      side: 'sell',
      kind: 'market',
      amount: 10n ** 18n,
      cost: null,
      price: null,
      trigger: { price: trigger * 10n ** 18n, when: 'falls' },
      postOnly: false,
      timeInForce: 'GTC',
      clientId,
      label: 'conditional',
      selfTrade: '',
    })
    if (placed.kind !== 'placed') throw new Error(placed.why)
    return placed.order.id
  }
  const [first, second] = [placeByHand('webZ1', 95n), placeByHand('webZ2', 80n)]
  expect(await account.openIds()).toEqual([`#${first}`, `#${second}`])
  await harness.trade('94', '1000')
  await eventually(() =>
    expect(account.heardFills().map((fill) => fill.clientOrderId)).toEqual([`#${first}`]),
  )
  expect((await account.order(`#${first}`))?.status).toBe('filled')
  const recent = await exchange.recentFills([testMarket.symbol], { from: begins, to: begins })
  const told = recent.kind === 'answered' ? recent.value : []
  expect(told.map(({ exchangeOrderId }) => exchangeOrderId)).toEqual([first])
  expect(await exchange.cancel(`#${second}`, testMarket.symbol)).toEqual({
    kind: 'answered',
    value: 'accepted',
  })
  expect(await account.openIds()).toEqual([])
})

describe('its stream of stops', () => {
  test('belongs to being heard', async () => {
    const { control } = harness.simulator
    control.fault({ on: 'connect', match: '*business*', effect: { kind: 'refuse', status: 503 }, times: 0 })
    control.dropStreams()
    await eventually(() => expect(harness.exchange.isHeard).toBe(false))
    await eventually(() => expect(control.counts.requestsOf('time')).toBeGreaterThan(1))
    expect(harness.exchange.isHeard).toBe(false)
    control.clearFaults()
    await until(() => harness.exchange.isHeard)
  })

  test('that keeps a stop to itself is opened anew, and what it missed is to be asked for', async () => {
    account.end()
    await harness.close()
    harness = await openCcxt('okx', funds, { echoMs: 200 })
    account = new AccountWatch(harness.exchange)
    const effect = { kind: 'lose' } as const
    harness.simulator.control.fault({ on: 'message', match: 'orders-algo*', effect })
    const id = await submit(stop)
    await eventually(() => {
      const causes = account.events.flatMap((each) => (each.kind === 'resynchronise' ? [each.cause] : []))
      expect(causes.join()).toContain(id)
    })
  })
})

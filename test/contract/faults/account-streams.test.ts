import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openAccountOn, until } from '../../support/account-on-simulator.ts'
import type { Fault } from '../../support/exchange-simulator/server/faults.ts'
import { AccountWatch, eventually, request, testMarket } from '../exchange/harness.ts'
import { exchanges, hears, isOpenedAgain, named, noRejectionEscapes, openFaulty } from './account-set-up.ts'

noRejectionEscapes()

describe.concurrent.each(exchanges)('the stream of %s', (exchangeId) => {
  const { path } = named[exchangeId]

  test('that closes is opened again, and says so; what was missed is there to be asked for', async (context) => {
    const harness = await openFaulty(context, exchangeId)
    const { exchange, simulator, trade, heard, causes } = harness
    const order = request({ limit: '90' })
    await exchange.submit(order)
    const before = causes().length
    simulator.control.dropStreams()
    await trade('80', '1000')
    await isOpenedAgain(harness, /clos/, before)
    expect(heard.heardFills()).toEqual([])
    expect(await heard.fills(order.clientOrderId)).toHaveLength(1)
    await hears(harness)
    const balances = await heard.balances()
    await eventually(() => expect(heard.heardBalances()).toEqual(balances))
  })

  test.for<readonly [string, Fault]>([
    ['refuses a new connection', { on: 'connect', match: path, effect: { kind: 'refuse', status: 503 } }],
    ['drops a new connection', { on: 'connect', match: path, effect: { kind: 'drop' } }],
    ['refuses the subscription', { on: 'subscribe', effect: { kind: 'reject' } }],
  ])('that %s is asked for again', async ([, fault], context) => {
    const harness = await openFaulty(context, exchangeId)
    const before = harness.causes().length
    harness.simulator.control.fault({ ...fault, times: 2 })
    harness.simulator.control.dropStreams()
    await isOpenedAgain(harness, /./, before)
    await hears(harness)
  })

  test('that does not answer is asked for again', async (context) => {
    const harness = await openFaulty(context, exchangeId, { deadlineMs: 1_000 })
    const before = harness.causes().length
    harness.simulator.control.fault({ on: 'subscribe', effect: { kind: 'ignore' } })
    harness.simulator.control.dropStreams()
    await isOpenedAgain(harness, /no answer within 1000 ms/, before)
    await hears(harness)
  })

  test('that is not let in is dialled ever more rarely', async (context) => {
    const harness = await openFaulty(context, exchangeId)
    const { simulator } = harness
    simulator.control.counts.clear()
    simulator.control.fault({ on: 'subscribe', effect: { kind: 'reject' }, times: 0 })
    simulator.control.dropStreams()
    await delay(2_000)
    const dials = simulator.control.counts.connectionsOf()
    expect(dials).toBeGreaterThanOrEqual(2)
    expect(dials).toBeLessThanOrEqual(5)
  })

  test('that is dropped over and over, also while it signs in, lets nothing escape', async (context) => {
    const harness = await openFaulty(context, exchangeId)
    const { simulator } = harness
    simulator.control.counts.clear()
    for (let drops = 0; drops < 300; drops += 1) {
      simulator.control.dropStreams()
      await delay(5)
    }
    expect(simulator.control.counts.connectionsOf()).toBeLessThanOrEqual(6)
    await until(() => harness.exchange.isHeard)
    await hears(harness)
  })

  test('that is down for a while is opened again once the exchange is there', async (context) => {
    const harness = await openFaulty(context, exchangeId)
    const before = harness.causes().length
    await harness.simulator.control.restart(700)
    await isOpenedAgain(harness, /./, before)
    await hears(harness)
  })

  test.for<readonly [string, readonly Fault[]]>([
    ['is refused', [{ on: 'connect', match: path, effect: { kind: 'refuse', status: 503 }, times: 0 }]],
    ['is not granted', [{ on: 'subscribe', effect: { kind: 'reject' }, times: 0 }]],
  ])(
    'that is cut and then %s says that nothing is told, and when it is again',
    async ([, faults], context) => {
      const { exchange, simulator, heard } = await openFaulty(context, exchangeId)
      const told = () =>
        heard.events.flatMap((event): readonly (boolean | string)[] => {
          if (event.kind === 'hearing') return [event.isHeard]
          return event.kind === 'resynchronise' ? ['asked'] : []
        })
      const before = told().length
      for (const fault of faults) simulator.control.fault(fault)
      simulator.control.dropStreams()
      await until(() => told().length > before)
      expect(told().slice(before)).toEqual([false])
      const late = new AccountWatch(exchange)
      expect(late.events).toEqual([{ kind: 'hearing', isHeard: false }])
      simulator.control.clearFaults()
      await until(() => told().length > before + 2)
      expect(told().slice(before)).toEqual([false, true, 'asked'])
      expect(new AccountWatch(exchange).events).toEqual([])
    },
  )

  test('opened with a wrong secret never tells anything, and asking says why', async (context) => {
    const { simulator } = await openFaulty(context, exchangeId)
    const [owner] = simulator.accounts
    const credentials = {
      apiKey: owner?.apiKey ?? '',
      secret: 'wrong-secret',
      password: owner?.passphrase ?? '',
    }
    const { account, log } = await openAccountOn(exchangeId, simulator, { credentials })
    await until(() => log.lines.filter(({ event }) => event === 'stream.failed').length >= 2)
    expect(account.isHeard).toBe(false)
    const order = request({ limit: '90' })
    expect(await account.submit(order)).toMatchObject({
      kind: 'rejected',
      rejection: 'CREDENTIALS',
    })
    expect((await account.order(order.clientOrderId, testMarket.symbol)).kind).toBe('failed')
    expect((await account.balances()).kind).toBe('failed')
    account.close()
  })

  test('of an account without a key is never opened', async (context) => {
    const { simulator } = await openFaulty(context, exchangeId)
    const credentials = { apiKey: '', secret: '', password: null }
    const { account, log } = await openAccountOn(exchangeId, simulator, { credentials })
    await until(() => log.lines.some(({ event }) => event === 'stream.failed'))
    expect(account.isHeard).toBe(false)
    expect((await account.balances()).kind).toBe('failed')
    account.close()
  })

  test('closed with its account leaves no connection and dials no more', async (context) => {
    const { exchange, simulator } = await openFaulty(context, exchangeId)
    exchange.close()
    await until(() => simulator.control.openStreams === 0)
    simulator.control.counts.clear()
    await delay(700)
    expect(simulator.control.counts.connectionsOf()).toBe(0)
  })
})

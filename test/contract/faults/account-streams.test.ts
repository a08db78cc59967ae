import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openAccountOn, until } from '../../support/account-on-simulator.ts'
import type { Fault } from '../../support/exchange-simulator/server/faults.ts'
import { eventually, request, testMarket } from '../exchange/harness.ts'
import { exchanges, type FaultHarness, named, noRejectionEscapes, openFaulty } from './account-set-up.ts'

noRejectionEscapes()

/** Of none of the exchanges, with what each of them looks at first. */
const otherForm =
  '{"event":{"e":"executionReport","s":7},"topic":"order","arg":{"channel":"orders"},"data":[{}]}'

/** The account is told of an order that is sent now. */
const hears = async ({ exchange, heard }: FaultHarness): Promise<void> => {
  const order = request({ limit: '50', size: '0.5' })
  expect((await exchange.submit(order)).kind).toBe('accepted')
  await eventually(() => expect(heard.heard(order.clientOrderId)).toEqual(['acknowledged']))
}

/** The stream was opened again since, which was told. */
const isOpenedAgain = async (
  { exchange, causes }: FaultHarness,
  cause: RegExp,
  before: number,
): Promise<void> => {
  await until(() => causes().length > before)
  expect(causes().slice(before).join()).toMatch(cause)
  await until(() => exchange.isHeard)
}

describe.concurrent.each(exchanges)('the stream of %s', (exchangeId) => {
  const { orderTopic, path } = named[exchangeId]

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
    expect(heard.heardBalances()).toEqual(await heard.balances())
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

  test('that goes on answering pings and tells nothing is found by what we did ourselves', async (context) => {
    const harness = await openFaulty(context, exchangeId, { echoMs: 1_000 })
    const { exchange, simulator, causes } = harness
    const before = causes().length
    const endMute = simulator.control.mute()
    const order = request({ limit: '90' })
    expect((await exchange.submit(order)).kind).toBe('accepted')
    await until(() => simulator.control.counts.connectionsOf(path) > 1)
    endMute()
    await isOpenedAgain(harness, new RegExp(`it was not told what became of ${order.clientOrderId}`), before)
    await hears(harness)
  })

  test('that loses the end of a market order, or of a cancelled one, is found by what we did', async (context) => {
    const harness = await openFaulty(context, exchangeId, { echoMs: 1_000 })
    const { exchange, simulator, heard, causes } = harness
    const bought = request()
    const resting = request({ limit: '90' })
    await exchange.submit(resting)
    await eventually(() => expect(heard.heard(resting.clientOrderId)).toEqual(['acknowledged']))
    const endings = [
      async () => {
        // What comes first tells that it is there, where the exchange says so at all.
        const skip = exchangeId === 'bybit' ? 0 : 1
        simulator.control.fault({
          on: 'message',
          match: orderTopic,
          effect: { kind: 'lose' },
          skip,
          times: 9,
        })
        expect((await exchange.submit(bought)).kind).toBe('accepted')
      },
      async () => {
        simulator.control.fault({ on: 'message', match: orderTopic, effect: { kind: 'lose' } })
        expect((await exchange.cancel(resting.clientOrderId, testMarket.symbol)).kind).toBe('answered')
      },
    ]
    for (const [index, order] of [bought, resting].entries()) {
      const before = causes().length
      await endings[index]?.()
      await isOpenedAgain(
        harness,
        new RegExp(`it was not told what became of ${order.clientOrderId}`),
        before,
      )
      simulator.control.clearFaults()
      expect((await heard.order(order.clientOrderId))?.status).toBe(index === 0 ? 'filled' : 'cancelled')
    }
  })

  test.for<readonly [string, string]>([
    ['no JSON', '{"event":{"e":"executionReport"'],
    ['JSON of another form', otherForm],
    ['not even an object', '[]'],
    ['a number', '12'],
  ])('with a message that is %s is opened again', async ([, text], context) => {
    const harness = await openFaulty(context, exchangeId)
    const { exchange, simulator, causes } = harness
    const before = causes().length
    simulator.control.fault({ on: 'message', match: orderTopic, effect: { kind: 'replace', text } })
    expect((await exchange.submit(request({ limit: '90' }))).kind).toBe('accepted')
    await isOpenedAgain(harness, /could not be read/, before)
    await hears(harness)
  })

  test('with repeated messages tells each event once', async (context) => {
    const { exchange, simulator, heard, fillAt } = await openFaulty(context, exchangeId)
    simulator.control.fault({ on: 'message', effect: { kind: 'repeat' }, times: 0 })
    const order = request({ limit: '90', size: '3' })
    await exchange.submit(order)
    await fillAt('buy', '90', '1')
    await exchange.cancel(order.clientOrderId, testMarket.symbol)
    await eventually(() =>
      expect(heard.heard(order.clientOrderId)).toEqual(['acknowledged', 'filled', 'cancelled']),
    )
    await delay(50)
    expect(heard.heard(order.clientOrderId)).toHaveLength(3)
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
    expect(await account.submit(order)).toMatchObject({ kind: 'rejected', rejection: 'OTHER' })
    expect((await account.order(order.clientOrderId, testMarket.symbol)).kind).toBe('failed')
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

test.concurrent('the stream of binance that is terminated while its connection stays is opened again', async (context) => {
  const harness = await openFaulty(context, 'binance')
  const { simulator, causes } = harness
  const before = causes().length
  const [owner] = simulator.accounts
  if (owner !== undefined) simulator.control.endUserStreams(owner)
  await isOpenedAgain(harness, /eventStreamTerminated/, before)
  await hears(harness)
})

test.concurrent('a transfer that binance tells of twice counts once', async (context) => {
  const { simulator, heard } = await openFaulty(context, 'binance')
  const [owner] = simulator.accounts
  if (owner !== undefined) simulator.control.transfer(owner, 'BTC', '3')
  await eventually(() =>
    expect(
      heard
        .heardBalances()
        ?.find(({ asset }) => asset === 'BTC')
        ?.total.toString(),
    ).toBe('53'),
  )
  expect(heard.heardBalances()).toEqual(await heard.balances())
})

/** Messages of fills that get lost; the next that counts them gives them away. */
test.concurrent.for([
  ['binance', 'executionReport'],
  ['bybit', 'execution'],
  ['okx', 'orders::SPOT'],
] as const)('a fill that %s counts and never told is asked for', async ([exchangeId, topic], context) => {
  const { exchange, simulator, heard, fillAt, causes } = await openFaulty(context, exchangeId)
  const order = request({ limit: '90', size: '3' })
  await exchange.submit(order)
  await eventually(() => expect(heard.heard(order.clientOrderId)).toEqual(['acknowledged']))
  const before = causes().length
  simulator.control.fault({ on: 'message', match: topic, effect: { kind: 'lose' } })
  await fillAt('buy', '90', '1')
  await fillAt('buy', '90', '1')
  await until(() => causes().length > before)
  expect(causes().at(-1)).toBe(`a fill of ${order.clientOrderId} was not told`)
  expect(heard.heardFills()).toHaveLength(1)
  expect(await heard.fills(order.clientOrderId)).toHaveLength(2)
})

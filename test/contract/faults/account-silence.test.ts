import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { until } from '../../support/account-on-simulator.ts'
import { eventually, request, testMarket } from '../exchange/harness.ts'
import { exchanges, hears, isOpenedAgain, named, noRejectionEscapes, openFaulty } from './account-set-up.ts'

noRejectionEscapes()

/** Of none of the exchanges, with what each of them looks at first. */
const otherForm =
  '{"event":{"e":"executionReport","s":7},"topic":"order","arg":{"channel":"orders"},"data":[{}]}'

describe.concurrent.each(exchanges)('the stream of %s', (exchangeId) => {
  const { orderTopic, path } = named[exchangeId]

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

  test('that was opened again owes nothing of what was asked for before', async (context) => {
    const harness = await openFaulty(context, exchangeId, { echoMs: 1_500 })
    const { exchange, simulator, causes } = harness
    const before = causes().length
    simulator.control.fault({ on: 'message', match: orderTopic, effect: { kind: 'lose' } })
    expect((await exchange.submit(request({ limit: '90' }))).kind).toBe('accepted')
    simulator.control.dropStreams()
    await isOpenedAgain(harness, /clos/, before)
    await delay(2_000)
    expect(causes()).toHaveLength(before + 1)
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

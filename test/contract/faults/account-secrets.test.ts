import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { openAccountOn, until } from '../../support/account-on-simulator.ts'
import type { ExchangeId } from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { request, testMarket } from '../exchange/harness.ts'
import { exchanges, named, noRejectionEscapes, openFaulty, refusal } from './account-set-up.ts'

noRejectionEscapes()

/** Messages on the stream that quote the request that signed in, as exchanges do. */
const quoting: Record<ExchangeId, (words: string) => object> = {
  binance: (msg) => ({ id: 'user-data', status: 401, error: { code: -2015, msg } }),
  bybit: (ret_msg) => ({ op: 'auth', success: false, ret_msg }),
  okx: (words) => ({
    event: 'error',
    code: '60012',
    msg: `Illegal request: {"op":"login","args":["${words}"]}`,
  }),
}

describe.concurrent.each(exchanges)('the secrets of an account at %s', (exchangeId) => {
  test('are in no outcome, no event, no line of the log, and not to be seen on the account', async (context) => {
    const { simulator } = await openFaulty(context, exchangeId)
    const [owner] = simulator.accounts
    if (owner === undefined) throw new Error('no account')
    const secrets = [owner.apiKey, owner.secret, owner.passphrase]
    const words = `${secrets.join(' and ')} in ${'a long answer '.repeat(30)}`
    const { account, log } = await openAccountOn(exchangeId, simulator)
    const said: unknown[] = [log.lines]
    account.subscribe((event) => said.push(event))
    await until(() => account.isHeard)
    const { control } = simulator
    const { create, order, balances, orderTopic } = named[exchangeId]
    const body = refusal[exchangeId](exchangeId === 'binance' ? '-1100' : '51000', words)
    const status = exchangeId === 'bybit' ? 200 : 400
    for (const match of [create, order, balances]) {
      control.fault({ on: 'request', when: 'before', match, effect: { kind: 'reply', status, body } })
    }
    const asked = request({ limit: '90' })
    const ask = async () => {
      said.push(await account.submit(request({ limit: '90' })))
      said.push(await account.order(asked.clientOrderId, testMarket.symbol))
      said.push(await account.balances())
    }
    await ask()
    // The library quotes the whole address of a request that fails on the way, signature included.
    for (const match of [create, order, balances]) {
      control.fault({ on: 'request', when: 'before', match, effect: { kind: 'drop' } })
    }
    await ask()
    const text = JSON.stringify(quoting[exchangeId](words))
    // Both connections of the account are told.
    control.fault({ on: 'message', match: orderTopic, effect: { kind: 'replace', text }, times: 2 })
    said.push(await account.submit(asked))
    await until(() => log.lines.some(({ event }) => event === 'stream.failed'))
    await until(() => account.isHeard)
    said.push(inspect(account, { depth: 9, showHidden: true }), JSON.stringify(account))
    account.close()
    const all = JSON.stringify(said)
    for (const secret of secrets) expect(all).not.toContain(secret)
    expect(all).not.toMatch(/signature=\w/)
    // What was said is there all the same.
    expect(all).toContain('… and …')
    expect(all).toMatch(/fetch failed/)
  })
})

import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { checkKey } from '../../../src-main/adapters/exchanges/ccxt/account/open-ccxt-account.ts'
import type { CcxtAccountOptions } from '../../../src-main/adapters/exchanges/ccxt/account/signed-session.ts'
import { text } from '../../../src-main/domain/money/decimal.ts'
import type { KeyPermissions } from '../../../src-main/engine/ports/live-accounts.ts'
import { budgetOf } from '../../support/account-on-simulator.ts'
import { ccxtClass } from '../../support/ccxt-class.ts'
import {
  type ExchangeId,
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../../support/exchange-simulator/start-exchange-simulator.ts'
import type { AccountOptions } from '../../support/exchange-simulator/trading/account.ts'
import { memoryLog } from '../../support/test-engine.ts'

let simulator: ExchangeSimulator | null = null
afterEach(async () => {
  await simulator?.close()
  simulator = null
})

const check = async (
  exchange: ExchangeId,
  account: AccountOptions = {},
  change: Partial<CcxtAccountOptions> = {},
) => {
  simulator ??= await startExchangeSimulator({ exchange, symbols: 1, seed: 1, accounts: [account] })
  const [owner] = simulator.accounts
  if (owner === undefined) throw new Error('no account')
  return checkKey({
    exchangeId: exchange,
    exchangeClass: await ccxtClass(exchange),
    network: 'live',
    addresses: simulator.ccxtUrls,
    credentials: { apiKey: owner.apiKey, secret: owner.secret, password: owner.passphrase },
    budget: budgetOf(exchange),
    clock: systemClock,
    log: memoryLog(),
    seed: 1,
    ...change,
  })
}

const trader = { read: true, trade: true, withdraw: false, transfer: false, addressLimited: true }
const refusals: Record<ExchangeId, string> = {
  binance: 'GET /sapi/v1/account/apiRestrictions',
  bybit: 'GET /v5/user/query-api',
  okx: 'GET /api/v5/account/config',
}

describe.each(['binance', 'bybit', 'okx'] as const)('a key of %s', (id) => {
  test('says whose it is, what it may do, and what the account holds', async () => {
    const checked = await check(id, { id: 'u-7', balances: { USDT: '12.5' } })
    if (checked.kind !== 'accepted') throw new Error(checked.cause)
    const { owner, permissions, clockOffsetMs, balances } = checked.report
    expect({ owner, permissions }).toEqual({ owner: 'u-7', permissions: trader })
    expect(Math.abs(clockOffsetMs ?? Number.NaN)).toBeLessThan(1_000)
    expect(balances.map(({ asset, total }) => [asset, text(total)])).toEqual([['USDT', '12.5']])
  })

  const rights: readonly (readonly [string, AccountOptions, Partial<KeyPermissions>])[] = [
    ['may only read', { canTrade: false }, { trade: false }],
    ['may withdraw', { canWithdraw: true }, { withdraw: true }],
    ['works from anywhere', { ipRestricted: false }, { addressLimited: false }],
    ['may transfer', { canTransfer: true }, { transfer: id !== 'okx' }],
  ]
  test.each(rights)('that %s is known', async (_, account, expected) => {
    const checked = await check(id, account)
    expect(checked).toMatchObject({ report: { permissions: { ...trader, ...expected } } })
  })

  test.each(['apiKey', 'secret'] as const)('with a wrong %s is refused', async (field) => {
    const credentials = {
      apiKey: 'demo-key-1',
      secret: 'demo-secret-1',
      password: 'demo-passphrase-1',
      [field]: 'x',
    }
    expect(await check(id, {}, { credentials })).toMatchObject({ kind: 'refused' })
  })

  test('about whose permissions the exchange says nothing that is understood is neither accepted nor refused', async () => {
    await check(id)
    const body = id === 'bybit' ? { retCode: 0, result: {} } : { code: '0', data: [{}] }
    const effect = { kind: 'reply', status: 200, body: JSON.stringify(body) } as const
    simulator?.control.fault({ on: 'request', when: 'before', match: refusals[id], effect })
    expect(await check(id)).toMatchObject({ kind: 'failed' })
  })

  test('on a network for practice is taken without a word on its permissions', async () => {
    await check(id)
    const effect = { kind: 'reply', status: 404, body: 'not here' } as const
    simulator?.control.fault({ on: 'request', when: 'before', match: refusals[id], effect })
    expect(await check(id, {}, { network: 'demo' })).toMatchObject({
      kind: 'accepted',
      report: { permissions: null },
    })
  })

  test('at an address where nobody answers is neither', async () => {
    await check(id)
    await simulator?.close()
    const checked = await check(id)
    expect(checked).toMatchObject({ kind: 'failed' })
  })
})

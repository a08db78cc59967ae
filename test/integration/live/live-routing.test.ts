import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../../src-main/domain/money/decimal.ts'
import { fullSpot } from '../../../src-main/domain/orders/capabilities.ts'
import { stateOf } from '../../../src-main/domain/orders/order.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { startRoutingEngine } from '../../support/routing-engine.ts'
import { startLiveBot } from '../../support/start-live-bot.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { demoBot, unguarded } from '../../support/test-engine.ts'
import { oneLevel } from '../../support/two-venue-market.ts'

const symbol = 'BTC/USDT'
const limits = { ...unguarded, coolDownSeconds: '0', cheapestAccount: '1', stopLoss: '0.05' }
const settings = {
  ...demoBot('Routed', symbol, limits),
  parameters: { fast: '2', slow: '3' },
}
const both = { alsoThrough: ['live-2'] }

let opened: TestStore
let clock: FakeClock
let own: HandExchange
let other: HandExchange
let engine: Engine
const start = async (ids: string) => {
  clock = new FakeClock(clock.now())
  engine = await startRoutingEngine({
    store: opened.store,
    clock,
    exchanges: { 'live-1': own, 'live-2': other },
    books: { demo: oneLevel(60_000), other: oneLevel(59_000) },
    ids,
  })
}
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  own = new HandExchange({ USDT: '10000' })
  other = new HandExchange({ USDT: '10000' })
  for (const exchange of [own, other]) Object.assign(exchange, { capabilities: () => fullSpot })
  await start('a')
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const until = async (holds: () => boolean) => {
  for (let tries = 0; tries < 400 && !holds(); tries += 1) await clock.advance(500)
  expect(holds()).toBe(true)
}
const sent = (exchange: HandExchange, purpose: string) =>
  exchange.sent.filter((order) => order.purpose === purpose)
const entered = () => until(() => own.sent.length + other.sent.length > 0)
const routed = () =>
  opened.store.journal.page({ limit: 500, before: null }, null).find(({ event }) => event === 'order.routed')
    ?.facts
/** What was bought first is filled whole, at the last price. */
const fillEntry = async (exchange: HandExchange) => {
  const [entry] = sent(exchange, 'entry')
  exchange.fill(entry?.clientOrderId ?? '', text(entry?.quantity ?? never()), '50000')
  await clock.advance(0)
  const [position] = engine.books.positions.values()
  return position ?? never()
}
const never = (): never => {
  throw new Error('there is none')
}

describe('a live bot whose user has named a second account', () => {
  test('enters where its order costs least, and the journal says why', async () => {
    await engine.command((e) => startLiveBot(e, settings, both))
    await entered()
    expect([own.sent.length, sent(other, 'entry').length]).toEqual([0, 1])
    expect(routed()).toMatchObject({ symbol, account: 'live-2' })
    expect(String(routed()?.compared)).toMatch(/^live-2 59059\.\d+ \(whole\), live-1 60060\.\d+ \(whole\)$/)
  })

  test('has its stop, its sale and what the kill switch asks for on the account that it entered', async () => {
    await engine.command((e) => startLiveBot(e, settings, both))
    await entered()
    const position = await fillEntry(other)
    expect(position.accountId).toBe('live-2')
    await until(() => sent(other, 'protection').length > 0)
    await engine.command(({ killSwitch, killSteps }) => {
      killSwitch.engage(['live'], 'window')
      killSteps.ask('live', 'close-positions')
    })
    await until(() => sent(other, 'exit').length > 0)
    expect(own.sent).toEqual([])
    expect(text(sent(other, 'exit')[0]?.quantity ?? never())).toBe(text(position.quantity))
  })

  test('begins with a quarter of the size there too', async () => {
    await engine.command((e) => startLiveBot(e, settings, { ...both, quarterFirst: true }))
    await entered()
    const value =
      Number(text(sent(other, 'entry')[0]?.quantity ?? never())) *
      (engine.books.quote('other', symbol)?.last ?? never())
    const full = Number(settings.limits.allocation) * Number(settings.limits.tradeRatio)
    expect(value / full).toBeGreaterThan(0.2)
    expect(value / full).toBeLessThan(0.26)
  })

  test('keeps the account from being removed', async () => {
    await engine.command((e) => startLiveBot(e, settings, both))
    const account = opened.store.accounts.all().find(({ id }) => id === 'live-2') ?? never()
    const permissions = null
    opened.store.accounts.update({
      ...account,
      key: { lastFour: 'abcd', addedAt: 0, usedAt: null, owner: null, permissions },
    })
    expect(await engine.keys.remove('live-2')).toEqual({ ok: false, error: { code: 'ACCOUNT_IN_USE' } })
  })
})

const allowed = { read: true, trade: true, withdraw: false, transfer: false, addressLimited: false }
const keyWith = (change: Partial<typeof allowed>) => ({
  ...{ lastFour: 'abcd', addedAt: 0, usedAt: null, owner: null },
  permissions: { ...allowed, ...change },
})

test.each<[string, (started: Engine) => void, string]>([
  ['is not open', ({ books }) => close(books.account('live-2')), 'decision.account-closed'],
  ['has a key that may withdraw', (e) => key(e, { withdraw: true }), 'decision.account-closed'],
  ['has a key that may move money out', (e) => key(e, { transfer: true }), 'decision.account-closed'],
  ['has a key that may not trade', (e) => key(e, { trade: false }), 'decision.account-closed'],
  ['has a key that was refused', ({ books }) => books.refusedKeys.set('live-2', 0), 'decision.key-refused'],
  ['is not reconciled', ({ books }) => books.unconfirmed.add('live-2'), 'decision.trading-blocked'],
])('a named account that %s is passed over, and the journal says so', async (_, harm, reason) => {
  await engine.command((e) => {
    startLiveBot(e, settings, both)
    harm(e)
  })
  await entered()
  expect([sent(own, 'entry').length, other.sent.length]).toEqual([1, 0])
  expect(routed()).toEqual({ symbol, account: 'live-1', leftOut: `live-2 (${reason})` })
})

const close = (account: ReturnType<Engine['books']['account']>) => {
  account.state = { kind: 'closed', since: 0, reason: 'key-missing', cause: '', retryAt: null }
}
const key = ({ books }: Engine, change: Partial<typeof allowed>) => {
  books.account('live-2').key = keyWith(change)
}

test.each([
  ['was not named', settings, {}],
  [
    'was named, while its limit allows none',
    demoBot('Routed', symbol, { ...limits, cheapestAccount: '0' }),
    both,
  ],
])('an account that %s is not entered, whatever it costs there', async (_, wanted, terms) => {
  await engine.command((e) => startLiveBot(e, { ...wanted, parameters: settings.parameters }, terms))
  await entered()
  expect([sent(own, 'entry').length, other.sent.length]).toEqual([1, 0])
  expect(routed()).toBeUndefined()
})

test('an entry on the other account whose outcome is unknown is settled there after a restart', async () => {
  other.failing.add('submit')
  other.failing.add('order')
  other.tells = false
  await engine.command((e) => startLiveBot(e, settings, { ...both, resumes: true }))
  await entered()
  await clock.advance(1_000)
  const [entry] = sent(other, 'entry')
  const id = entry?.clientOrderId ?? ''
  const known = engine.books.orders.get(id)?.order ?? never()
  expect(stateOf(known)).toBe('unknown')
  await engine.stop()
  other.fill(id, text(known.quantity), '50000')
  other.failing.clear()
  other.tells = true
  await start('b')
  await until(() => engine.books.positions.size > 0)
  const [position] = engine.books.positions.values()
  expect([position?.accountId, text(position?.quantity ?? never())]).toEqual(['live-2', text(known.quantity)])
  expect([...engine.roster.all()][0]?.bot.live?.alsoThrough).toEqual(['live-2'])
  await until(() => sent(other, 'protection').length > 0)
  expect([own.sent.length, sent(other, 'entry').length]).toEqual([0, 1])
})

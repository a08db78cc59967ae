import { describe, expect, test } from 'vitest'
import { NotSent } from '../../../../src-main/adapters/exchanges/ccxt/account/refusal.ts'
import { SignedRequests } from '../../../../src-main/adapters/exchanges/ccxt/account/signed-requests.ts'
import type { SigningExchange } from '../../../../src-main/adapters/exchanges/ccxt/account/signing-exchange.ts'
import { priorities, RequestBudget } from '../../../../src-main/adapters/exchanges/ccxt/request-budget.ts'
import { FakeClock, settled } from '../../../support/fake-clock.ts'

const set = (capacity = 10) => {
  const clock = new FakeClock()
  const budget = new RequestBudget({ clock, capacity, windowMs: 1_000 })
  const sent: string[] = []
  const signed: string[] = []
  // Only what it asks of the library.
  const exchange = {
    sign: (path: string) => {
      signed.push(path)
      return { url: path, method: 'GET' }
    },
    fetch: async (url: string) => {
      sent.push(url)
      return url === 'never' ? new Promise(() => {}) : `answer to ${url}`
    },
  } as unknown as SigningExchange
  const requests = new SignedRequests({ exchange, budget, clock, deadlineMs: 5_000 })
  const ask = (priority: (typeof priorities)[number], path: string, mayGo?: Promise<boolean>) =>
    requests.asking(priority, mayGo)({ method: 'GET', path, weight: 1, answer: { parse: String } })
  return { clock, budget, signed, sent, ask }
}

/** What became of it, once something did. */
const fateOf = (asked: Promise<unknown>) => {
  const fate: { kind: 'waiting' | 'answered' | 'not-sent' | 'failed' } = { kind: 'waiting' }
  asked.then(
    () => {
      fate.kind = 'answered'
    },
    (error: unknown) => {
      fate.kind = error instanceof NotSent ? 'not-sent' : 'failed'
    },
  )
  return fate
}

test('cancels go before stops, stops before entries, entries before data, whoever came first', async () => {
  const { clock, sent, ask, budget } = set(1)
  budget.pause(500)
  for (const priority of [...priorities].reverse()) void ask(priority, priority)
  await clock.advance(4_000)
  expect(sent).toEqual([...priorities])
})

test('a request that waits longer than it is worth is never sent', async () => {
  const { clock, sent, ask, budget } = set()
  budget.pause(60_000)
  const fates = priorities.map((priority) => fateOf(ask(priority, priority)))
  await clock.advance(2_999)
  expect(fates.map(({ kind }) => kind)).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
  await clock.advance(1)
  expect(fates.map(({ kind }) => kind)).toEqual(['waiting', 'waiting', 'not-sent', 'waiting'])
  await clock.advance(12_000)
  expect(fates.map(({ kind }) => kind)).toEqual(['waiting', 'not-sent', 'not-sent', 'waiting'])
  await clock.advance(45_000)
  expect(fates.map(({ kind }) => kind)).toEqual(['not-sent', 'not-sent', 'not-sent', 'not-sent'])
  await clock.advance(60_000)
  expect(sent).toEqual([])
})

test('a deadline begins when a request is sent, and what it ends was sent', async () => {
  const { clock, sent, ask, budget } = set()
  budget.pause(2_500)
  const fate = fateOf(ask('entry', 'never'))
  await clock.advance(2_500 + 4_999)
  expect([fate.kind, sent]).toEqual(['waiting', ['never']])
  await clock.advance(1)
  expect(fate.kind).toBe('failed')
})

describe('what waits for a word after its turn has come', () => {
  const held = () => {
    const { promise: mayGo, resolve: say } = Promise.withResolvers<boolean>()
    return { mayGo, say }
  }

  test('is signed already, and goes out with that', async () => {
    const { clock, signed, sent, ask } = set()
    const { mayGo, say } = held()
    const asked = ask('entry', 'order', mayGo)
    await clock.advance(900)
    expect([signed, sent]).toEqual([['order'], []])
    say(true)
    expect(await asked).toBe('answer to order')
    expect([signed, sent]).toEqual([['order'], ['order']])
  })

  test('is signed again when it has waited long', async () => {
    const { clock, signed, sent, ask } = set()
    const { mayGo, say } = held()
    const asked = ask('entry', 'order', mayGo)
    await clock.advance(1_000)
    say(true)
    await asked
    expect([signed, sent]).toEqual([['order', 'order'], ['order']])
  })

  test('is not sent into a pause that the exchange asked for meanwhile', async () => {
    const { budget, sent, ask } = set()
    const { mayGo, say } = held()
    const fate = fateOf(ask('entry', 'order', mayGo))
    await settled()
    budget.pause(5_000)
    say(true)
    await settled()
    expect([fate.kind, sent]).toEqual(['not-sent', []])
  })

  test('was certainly not sent when the word is no, or does not come in time', async () => {
    const { clock, sent, ask } = set()
    const { mayGo, say } = held()
    const refused = fateOf(ask('entry', 'order', mayGo))
    const waiting = held()
    const late = fateOf(ask('entry', 'order', waiting.mayGo))
    say(false)
    await clock.advance(2_999)
    expect([refused.kind, late.kind]).toEqual(['not-sent', 'waiting'])
    await clock.advance(1)
    waiting.say(true)
    await clock.advance(10_000)
    expect([late.kind, sent]).toEqual(['not-sent', []])
  })
})

describe('an answer', () => {
  test('is what its schema makes of it', async () => {
    const { ask } = set()
    expect(await ask('data', 'time')).toBe('answer to time')
  })

  test('is waited for without holding up the others', async () => {
    const { ask } = set()
    const stuck = fateOf(ask('cancel', 'never'))
    expect(await ask('data', 'time')).toBe('answer to time')
    await settled()
    expect(stuck.kind).toBe('waiting')
  })
})

test('too many that wait are refused without being sent', async () => {
  const { ask, budget } = set()
  budget.pause(1_000)
  for (let count = 0; count < 5_000; count += 1) fateOf(ask('data', 'more'))
  const fate = fateOf(ask('cancel', 'one more'))
  await settled()
  expect(fate.kind).toBe('not-sent')
})

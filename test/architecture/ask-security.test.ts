import { describe, expect, test } from 'vitest'
import { SettingsDesk } from '../../src-main/shell/app-settings.ts'
import { answer, type Handlers, Refusal, type Sender } from '../../src-main/shell/ipc/ask-server.ts'
import { blockedHandlers } from '../../src-main/shell/ipc/blocked-handlers.ts'
import { type RequestName, requests } from '../../src-preload/contract/requests.ts'
import { memoryLog } from '../support/test-engine.ts'

const own: Sender = { url: 'app://auronex/', isMainFrame: true }
const isOwn = (sender: Sender) => sender.url.startsWith('app://auronex/') && sender.isMainFrame

/** Handlers that all remember being called; the given ones answer. */
const recording = (given: Partial<Handlers>) => {
  const called: string[] = []
  const handlers = Object.fromEntries(
    Object.keys(requests).map((name) => [
      name,
      (input: never) => {
        called.push(name)
        return given[name as RequestName]?.(input)
      },
    ]),
  ) as unknown as Handlers
  return { handlers, called }
}

const ask = async (
  question: { sender?: Sender; name: unknown; input?: unknown },
  given: Partial<Handlers> = {},
) => {
  const { handlers, called } = recording(given)
  const log = memoryLog()
  const { sender = own, name, input = {} } = question
  const reply = await answer(handlers, isOwn, log, { sender, name, input })
  return { called, log, reply, code: reply.ok ? null : reply.error.code }
}

describe('a question of the window', () => {
  test('that is in order is answered', async () => {
    const { reply, called } = await ask(
      { name: 'bots.start', input: { id: 'b1' } },
      { 'bots.start': () => ({}) },
    )
    expect(reply).toEqual({ ok: true, data: {} })
    expect(called).toEqual(['bots.start'])
  })

  test.each([
    ['another page', { url: 'https://example.com/', isMainFrame: true }],
    ['a frame in our page', { url: 'app://auronex/', isMainFrame: false }],
    ['no page at all', { url: '', isMainFrame: false }],
  ])('from %s is refused before anything else is looked at', async (_, sender) => {
    // Reading the name or the input of a foreign question would throw here.
    const untouchable = new Proxy(
      {},
      {
        get: () => {
          throw new Error('looked at')
        },
      },
    )
    const { code, called, log } = await ask({ sender, name: untouchable, input: untouchable })
    expect(code).toBe('FORBIDDEN_SENDER')
    expect(called).toEqual([])
    expect(log.lines).toMatchObject([{ level: 'warn', event: 'ipc.foreign-sender' }])
  })

  test.each([
    'nothing.known',
    '',
    'toString',
    '__proto__',
    'constructor',
    7,
    null,
    undefined,
    { a: 1 },
    ['watch'],
  ])('by the unknown name %j is refused', async (name) => {
    const { code, called } = await ask({ name })
    expect(code).toBe('UNKNOWN_REQUEST')
    expect(called).toEqual([])
  })

  test.each([
    ['nothing', undefined],
    ['a text', 'b1'],
    ['a wrong type', { id: 7 }],
    ['an empty id', { id: '' }],
    ['an id that is too long', { id: 'x'.repeat(65) }],
    ['a field too many', { id: 'b1', more: true }],
  ])('with %s for input is refused', async (_, input) => {
    const { handlers, called } = recording({})
    const reply = await answer(handlers, isOwn, memoryLog(), { sender: own, name: 'bots.start', input })
    expect(reply).toMatchObject({ ok: false, error: { code: 'BAD_REQUEST' } })
    expect(called).toEqual([])
  })
})

describe('an answer', () => {
  test('of a handler that refuses is its refusal, fields included', async () => {
    const refusal = new Refusal('INVALID_SETTINGS', 'no', { fields: [{ path: 'name', code: 'required' }] })
    const { reply, log } = await ask(
      { name: 'app.info' },
      {
        'app.info': () => {
          throw refusal
        },
      },
    )
    expect(reply).toEqual({
      ok: false,
      error: { code: 'INVALID_SETTINGS', message: 'no', fields: [{ path: 'name', code: 'required' }] },
    })
    expect(log.lines).toEqual([])
  })

  test.each([
    ['throws', () => Promise.reject(new Error('disk full')), 'disk full'],
    ['throws no error', () => Promise.reject('gone'), 'gone'],
    ['answers what the contract does not know', () => Promise.resolve({ id: 7 }), /id/],
  ])('of a handler that %s is an internal error, logged', async (_, handler, message) => {
    const { reply, log, code } = await ask(
      { name: 'bots.create', input: { settings: validSettings, start: false } },
      { 'bots.create': handler as Handlers['bots.create'] },
    )
    expect(code).toBe('INTERNAL')
    expect(reply.ok ? '' : reply.error.message).toMatch(message)
    expect(log.lines).toMatchObject([
      { level: 'error', event: 'ipc.failed', fields: { name: 'bots.create' } },
    ])
  })

  test('carries no field that the contract does not name', async () => {
    const leaky = { botIds: ['b1'], apiKey: 'secret' }
    const { reply } = await ask({ name: 'demo.start', input: {} }, { 'demo.start': () => leaky })
    expect(reply).toEqual({ ok: true, data: { botIds: ['b1'] } })
    expect(JSON.stringify(reply)).not.toContain('secret')
  })
})

const validSettings = {
  name: 'x',
  venueId: 'demo',
  symbols: ['BTC/USDT'],
  timeframe: '1m',
  strategyId: 'ema-cross',
  parameters: {},
  limits: {},
}

test('while the database cannot be used, only repair and settings answer', async () => {
  const handlers = blockedHandlers({
    problem: { code: 'blocked.database-corrupt', facts: { file: 'trading.db' } },
    folder: '/none',
    info: () => {
      throw new Refusal('INTERNAL', 'not here')
    },
    settings: new SettingsDesk(
      () => null,
      () => 'en',
    ),
    startedAt: 0,
    restore: async () => {},
    openDataFolder: async () => {},
    send: () => {},
  })
  const refused: string[] = []
  for (const name of Object.keys(requests) as RequestName[]) {
    const handle = handlers[name] as (input: unknown) => unknown
    const code = await Promise.resolve()
      .then(() => handle({ file: 'x' }))
      .then(
        () => null,
        (error: unknown) => (error instanceof Refusal ? error.reply.code : null),
      )
    if (code === 'TRADING_BLOCKED') refused.push(name)
  }
  const answered = Object.keys(requests).filter((name) => !refused.includes(name))
  expect(answered).toEqual([
    'app.info',
    'watch',
    'settings.update',
    'recovery.info',
    'recovery.restore',
    'recovery.openFolder',
  ])
})

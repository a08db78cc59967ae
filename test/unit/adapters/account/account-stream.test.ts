import { beforeEach, expect, test } from 'vitest'
import { AccountStream } from '../../../../src-main/adapters/exchanges/ccxt/account/account-stream.ts'
import type {
  SigningClient,
  SigningExchange,
} from '../../../../src-main/adapters/exchanges/ccxt/account/signing-exchange.ts'
import type { StreamMessage } from '../../../../src-main/adapters/exchanges/ccxt/account/wire/account-wire.ts'
import { FakeClock, settled } from '../../../support/fake-clock.ts'
import { memoryLog } from '../../../support/test-engine.ts'

const url = 'wss://exchange'

/** The library's sockets as far as the stream uses them: every promise is kept by its name. */
class FakeSockets {
  readonly dialled: SigningClient[] = []
  readonly sent: string[] = []
  readonly clients: Record<string, SigningClient> = {}
  handleMessage: SigningExchange['handleMessage'] = () => {}

  client(at: string): SigningClient {
    const known = this.clients[at]
    if (known !== undefined) return known
    const waiting = new Map<string, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
    const client: SigningClient = {
      url: at,
      isConnected: true,
      subscriptions: {},
      lastPong: 0,
      error: undefined,
      onError: () => {},
      send: async () => null,
      future: (name) =>
        new Promise((resolve, reject) => {
          waiting.set(name, { resolve, reject })
        }),
      resolve: (value, name) => waiting.get(name)?.resolve(value),
      reset: (error) => {
        for (const { reject } of waiting.values()) reject(error)
      },
    }
    this.clients[at] = client
    this.dialled.push(client)
    return client
  }

  watch(at: string, name: string, message: object): Promise<unknown> {
    this.sent.push(JSON.stringify(message))
    return this.client(at).future(name)
  }
}

let clock: FakeClock
let sockets: FakeSockets
let stream: AccountStream
let openings: string[]
beforeEach(async () => {
  clock = new FakeClock()
  sockets = new FakeSockets()
  openings = []
  stream = new AccountStream({
    exchange: sockets as unknown as SigningExchange,
    wire: {
      name: 'account',
      url: () => url,
      opening: [() => ({ op: 'login' }), () => ({ op: 'subscribe' })],
      read: (message) => message as StreamMessage,
    },
    name: 'a stream',
    clock,
    log: memoryLog(),
    random: () => 1,
    deadlineMs: 1_000,
    describe: String,
    beforeRetry: async () => {},
    onNews: () => {},
    onOpened: (cause) => openings.push(cause),
    onLost: () => openings.push('lost'),
  })
  sockets.handleMessage = (client, message) => stream.take(client, message)
  stream.start()
  await settled()
})

const newest = (): SigningClient => {
  const client = sockets.dialled.at(-1)
  if (client === undefined) throw new Error('nothing was dialled')
  return client
}
const grant = async (client = newest()): Promise<void> => {
  sockets.handleMessage(client, { kind: 'granted' })
  await settled()
}

test('is open once every request was granted, each sent after the one before', async () => {
  expect(sockets.sent).toEqual(['{"op":"login"}'])
  await grant()
  expect(sockets.sent).toEqual(['{"op":"login"}', '{"op":"subscribe"}'])
  expect(stream.isOpen).toBe(false)
  await grant()
  expect(stream.isOpen).toBe(true)
  expect(openings).toEqual(['the account was opened'])
  stream.end()
})

test('a connection that is gone between two requests is not replaced by one that nobody signed in to', async () => {
  sockets.handleMessage(newest(), { kind: 'granted' })
  delete sockets.clients[url]
  await settled()
  expect([sockets.dialled.length, sockets.sent.length]).toEqual([1, 1])
  await clock.advance(500)
  expect(sockets.sent).toEqual(['{"op":"login"}', '{"op":"login"}'])
  stream.end()
})

test('what an ended connection still says is not taken for the word of the next', async () => {
  const first = newest()
  stream.doubt('it was silent')
  await settled()
  expect(openings).toEqual([])
  await clock.advance(500)
  await grant(first)
  expect(sockets.sent).toEqual(['{"op":"login"}', '{"op":"login"}'])
  await grant()
  await grant(first)
  expect(stream.isOpen).toBe(false)
  await grant()
  expect(openings).toEqual(['Error: it was silent'])
  stream.doubt('it was silent again')
  await settled()
  expect(openings).toEqual(['Error: it was silent', 'lost'])
  stream.end()
})

test('leaves nothing that would dial after its end', async () => {
  stream.end()
  await clock.advance(120_000)
  expect(sockets.dialled).toHaveLength(1)
  expect(sockets.clients).toEqual({})
})

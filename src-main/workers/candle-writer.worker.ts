import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { systemClock } from '../adapters/clock/system-clock.ts'
import type { CandlePort } from '../adapters/market-pool/protocol.ts'
import { openCandleStore } from '../adapters/store/candle-store.ts'
import type { Ping, Pong } from '../adapters/threads/thread-messages.ts'
import type { CandleNote, CandleReply } from './candles/candle-port.ts'
import { CandleWriter } from './candles/candle-writer.ts'
import { threadLog } from './thread-log.ts'

/** What the starter of this worker says. */
export interface CandleWriterData {
  /** market.db. */
  readonly file: string
}

const port = parentPort
if (port === null) throw new Error('this file runs as a worker')
const { file } = workerData as CandleWriterData
const log = threadLog((line) => port.postMessage(line))
const clients = new Set<MessagePort>()

const letGo = () => {
  for (const client of clients) client.postMessage({ kind: 'let-go' } satisfies CandleReply)
}
const store = openCandleStore(file, {
  onLost: (detail) => {
    log.warn('market-db.recreated', { detail })
    letGo()
  },
  // Who has opened it again in the meantime may still have the old one.
  onAnew: letGo,
})
const writer = new CandleWriter({ store, clock: systemClock, log })

const take = (client: MessagePort, note: CandleNote): void => {
  if (note.kind === 'keep') {
    writer.keep(note.batch, () =>
      client.postMessage({ kind: 'done', number: note.number } satisfies CandleReply),
    )
    return
  }
  writer.check(note.series)
  client.postMessage({ kind: 'let-go' } satisfies CandleReply)
}

const serve = (client: MessagePort): void => {
  clients.add(client)
  client.on('message', (note: CandleNote) => take(client, note))
  client.on('close', () => clients.delete(client))
}

/** Takes what was sent before the end was asked for, then ends. */
const close = (): void => {
  for (const client of clients) {
    for (let next = receiveMessageOnPort(client); next !== undefined; next = receiveMessageOnPort(client)) {
      take(client, next.message as CandleNote)
    }
  }
  writer.close()
  for (const client of clients) client.close()
  port.close()
}

port.on('message', (command: CandlePort | Ping | { readonly kind: 'close' }) => {
  if (command.kind === 'ping') port.postMessage({ kind: 'pong' } satisfies Pong)
  else if (command.kind === 'candle-port') serve(command.port)
  else close()
})

import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { LoadExchange } from './start-load-exchange.ts'

const name = 'bare'

/** A socket, JSON and one message to the main thread for each candle that closes. */
const source = `
const { parentPort, workerData } = require('node:worker_threads')
const { WebSocket } = require(workerData.ws)
for (const channel of ['trade', 'kline_1m']) {
  const socket = new WebSocket(workerData.url + '/stream/ws/' + channel)
  const params = workerData.symbols.map((symbol) => symbol.replace('/', '').toLowerCase() + '@' + channel)
  socket.on('open', () => socket.send(JSON.stringify({ method: 'SUBSCRIBE', params, id: 1 })))
  socket.on('message', (data) => {
    const { k } = JSON.parse(String(data))
    if (k?.x) parentPort.postMessage({ id: k.s, openTime: k.t })
  })
}
`

/** The least that can stand between the exchange and the main thread. */
export const startBareWorker = async (
  exchange: LoadExchange,
  onClosed: (id: string, openTime: number) => void,
) => {
  const ws = join(import.meta.dirname, '../../../../node_modules/ws')
  const workerData = { ws, url: exchange.wsUrlOf(name), symbols: exchange.symbols }
  const worker = new Worker(source, { eval: true, workerData })
  worker.on('message', ({ id, openTime }: { id: string; openTime: number }) => onClosed(id, openTime))
  await once(worker, 'online')
  await exchange.awaitListener(name)
  return {
    pace: (messages: number, perSecond: number) => exchange.pace(name, messages, perSecond),
    close: () => worker.terminate(),
  }
}

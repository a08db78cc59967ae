import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import type { LoadMessage } from './market-load.ts'
import { textFrame } from './text-frame.ts'

type Channel = LoadMessage['channel']

/** One that listens, by the first part of the path of its connections. */
interface Listener {
  readonly topics: Set<string>
  /** A client may spread its channels over several connections. */
  readonly sockets: Map<Channel, Socket>
}

const channelOf = (topic: string): Channel | null => {
  const [, channel] = topic.split('@')
  return channel === 'trade' || channel === 'kline_1m' ? channel : null
}

/** The streams of a raw server that speaks Binance's protocol: subscriptions are acknowledged, data are written as bytes. */
export class LoadStreams {
  readonly #server = createServer()
  readonly #listeners = new Map<string, Listener>()

  async listen(): Promise<string> {
    const sockets = new WebSocketServer({ noServer: true })
    this.#server.on('upgrade', (request, socket: Socket, head) => {
      socket.setNoDelay(true)
      const [, name = ''] = (request.url ?? '').split('/')
      sockets.handleUpgrade(request, socket, head, (connection) => {
        connection.on('message', (data) => {
          const { params, id } = JSON.parse(String(data)) as { params: string[]; id: number }
          for (const topic of params) this.#subscribe(name, topic, socket)
          connection.send(JSON.stringify({ result: null, id }))
        })
      })
    })
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Topics that the client has subscribed. */
  topics(name: string): number {
    return this.#listeners.get(name)?.topics.size ?? 0
  }

  /** @returns the connection to wait for when it takes no more now */
  write(name: string, channel: Channel, frame: Buffer): Socket | null {
    const socket = this.#listeners.get(name)?.sockets.get(channel)
    if (socket === undefined) throw new Error(`${name} does not listen to ${channel}`)
    return socket.write(frame) ? null : socket
  }

  /** Writes messages of all channels, each channel's in one piece. */
  async writeMany(name: string, messages: readonly LoadMessage[]): Promise<void> {
    for (const channel of ['trade', 'kline_1m'] as const) {
      const frames = messages.filter((message) => message.channel === channel)
      const full = this.write(name, channel, Buffer.concat(frames.map(({ text }) => textFrame(text))))
      if (full !== null) await once(full, 'drain')
    }
  }

  #subscribe(name: string, topic: string, socket: Socket): void {
    const channel = channelOf(topic)
    if (channel === null) throw new Error(`no such topic: ${topic}`)
    const listener = this.#listeners.get(name) ?? { topics: new Set(), sockets: new Map() }
    this.#listeners.set(name, listener)
    listener.topics.add(topic)
    listener.sockets.set(channel, socket)
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { Connection } from './connection.ts'
import type { Counts } from './counts.ts'
import type { Dialect, RestReply, RestRequest } from './dialect.ts'
import type { Faults, RequestEffect } from './faults.ts'
import type { Hub } from './hub.ts'

const host = '127.0.0.1'

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body))

/** The loopback server of one exchange: REST and WebSocket on one port, with whatever goes wrong on the way. */
export class Gateway {
  readonly #dialect: Dialect
  readonly #hub: Hub
  readonly #faults: Faults
  readonly #counts: Counts
  readonly #server: Server
  // Pings are answered by the connection, which may have been told not to.
  readonly #upgrades = new WebSocketServer({ noServer: true, autoPong: false })
  readonly #sockets = new Set<Socket | Duplex>()
  #down = false

  constructor(dialect: Dialect, hub: Hub, faults: Faults, counts: Counts) {
    this.#dialect = dialect
    this.#hub = hub
    this.#faults = faults
    this.#counts = counts
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy())
    })
    this.#server.keepAliveTimeout = 60_000
    this.#server.on('connection', (socket) => {
      if (this.#down) socket.destroy()
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
  }

  /** Listens on the port, or on a free one for 0, and returns it. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, resolve)
    })
    return (this.#server.address() as AddressInfo).port
  }

  /** Drops every connection and refuses new ones for a time; what the exchange knows stays. */
  async restart(downMs: number): Promise<void> {
    this.#down = true
    this.#hub.dropAll()
    for (const socket of [...this.#sockets]) socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, downMs))
    this.#down = false
  }

  async close(): Promise<void> {
    this.#hub.dropAll()
    for (const socket of [...this.#sockets]) socket.destroy()
    this.#upgrades.close()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', `http://${host}`)
    const body = await bodyOf(incoming)
    const request: RestRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.search.slice(1),
      body,
      header: (name) => String(incoming.headers[name] ?? ''),
    }
    const name = `${request.method} ${request.path}`
    this.#counts.add('requests', name)
    const text = `${request.query} ${body}`
    const subject = { name, concerns: (symbol: string) => text.includes(this.#dialect.marketId(symbol)) }
    const before = this.#faults.strike('request', subject, 'before')?.effect
    if (before?.kind === 'repeat') this.#dialect.rest(request)
    else if (before !== undefined && !(await this.#spoil(before, response, null))) return
    const reply = this.#dialect.rest(request)
    const after = this.#faults.strike('request', subject, 'after')?.effect
    if (after !== undefined && !(await this.#spoil(after, response, reply))) return
    this.#answer(response, reply)
  }

  /** True when the request should go on. */
  async #spoil(effect: RequestEffect, response: ServerResponse, reply: RestReply | null): Promise<boolean> {
    switch (effect.kind) {
      case 'reply':
        this.#answer(response, effect)
        return false
      case 'delay':
        await new Promise((resolve) => setTimeout(resolve, effect.ms))
        return true
      case 'hang':
        return false
      case 'stall': {
        const text = textOf(reply?.body ?? {})
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length + 10 })
        response.write(text.slice(0, 1))
        return false
      }
      case 'drop':
        response.destroy()
        return false
      case 'repeat':
        return true
    }
  }

  #answer(response: ServerResponse, reply: RestReply): void {
    const text = textOf(reply.body)
    const isPage = text.startsWith('<')
    response.writeHead(reply.status, {
      'content-type': isPage ? 'text/html' : 'application/json;charset=UTF-8',
      ...reply.headers,
    })
    response.end(text)
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = new URL(request.url ?? '/', `http://${host}`).pathname
    const effect = this.#faults.strike('connect', { name: path, concerns: () => false })?.effect
    if (effect?.kind === 'hang') return
    if (effect?.kind === 'drop' || this.#down) {
      socket.destroy()
      return
    }
    if (effect?.kind === 'refuse') {
      socket.end(`HTTP/1.1 ${effect.status} Refused\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`)
      return
    }
    this.#counts.add('connections', path)
    this.#upgrades.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(path, webSocket, this.#faults, this.#counts)
      this.#hub.add(connection)
      webSocket.on('message', (data) => this.#dialect.received(connection, String(data)))
      webSocket.on('close', () => this.#hub.remove(connection))
      webSocket.on('error', () => webSocket.terminate())
      this.#dialect.opened(connection)
    })
  }
}

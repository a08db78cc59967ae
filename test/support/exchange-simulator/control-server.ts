import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Control } from './control.ts'
import { obey, parseCommand } from './control-commands.ts'

const host = '127.0.0.1'

const read = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

/** Takes commands as JSON: `POST /binance {"do":"drop-streams"}`; `GET /` says what is running. */
export class ControlServer {
  readonly #server: Server

  constructor(controls: ReadonlyMap<string, Control>, about: () => object) {
    const answer = (response: ServerResponse, status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(`${JSON.stringify(body, null, 2)}\n`)
    }
    const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      // A page in a browser must not be able to reach this.
      if (request.headers.origin !== undefined) return answer(response, 403, { error: 'not for web pages' })
      if (request.method === 'GET') return answer(response, 200, about())
      const control = controls.get((request.url ?? '').slice(1))
      if (control === undefined)
        return answer(response, 404, { error: `one of ${[...controls.keys()].join()}` })
      const command = parseCommand(await read(request))
      if (command === null) return answer(response, 400, { error: 'not a command' })
      answer(response, 200, await obey(control, command))
    }
    this.#server = createServer((request, response) => {
      serve(request, response).catch((error) => answer(response, 400, { error: String(error) }))
    })
  }

  /** Listens on the port, or on a free one for 0, and returns the address. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, resolve)
    })
    return `http://${host}:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

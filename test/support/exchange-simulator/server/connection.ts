import type { WebSocket } from 'ws'
import type { Account } from '../trading/account.ts'
import type { Counts } from './counts.ts'
import type { Faults, RequestEffect } from './faults.ts'

/** One client's WebSocket. Data goes through the faults; acknowledgements and pongs do not. */
export class Connection {
  readonly path: string
  readonly topics = new Set<string>()
  /** Whose private messages go here, once it has signed in. */
  account: Account | null = null
  readonly #socket: WebSocket
  readonly #faults: Faults
  readonly #counts: Counts
  /** Messages that wait for the next one of their topic. */
  readonly #held = new Map<string, string>()

  constructor(path: string, socket: WebSocket, faults: Faults, counts: Counts) {
    this.path = path
    this.#socket = socket
    this.#faults = faults
    this.#counts = counts
    socket.on('ping', (data) => {
      if (this.answersPings()) socket.pong(data)
    })
  }

  /** A message of data: counted, and subject to faults. */
  send(topic: string, symbol: string | null, text: string): void {
    const subject = { name: topic, concerns: (wanted: string) => wanted === symbol }
    const effect = this.#faults.strike('message', subject)?.effect
    if (effect === undefined) this.#out(topic, text)
    else if (effect.kind === 'lose') this.#counts.add('lost', topic)
    else if (effect.kind === 'drop') this.drop()
    else if (effect.kind === 'delay') setTimeout(() => this.#out(topic, text), effect.ms).unref()
    else if (effect.kind === 'replace') this.#out(topic, effect.text)
    else if (effect.kind === 'reorder') this.#held.set(topic, text)
    else {
      this.#out(topic, text)
      this.#out(topic, text)
    }
  }

  /** An answer to the client: an acknowledgement, a pong. */
  answer(text: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text)
  }

  /** A request over the socket meets the same faults as one over HTTP, by the name `WS method`. */
  request(method: string, concerns: (symbol: string) => boolean, handle: () => string): void {
    const subject = { name: `WS ${method}`, concerns }
    this.#counts.add('requests', subject.name)
    const before = this.#faults.strike('request', subject, 'before')?.effect
    const go = (): void => {
      const reply = handle()
      const after = this.#faults.strike('request', subject, 'after')?.effect
      if (after?.kind === 'delay') setTimeout(() => this.answer(reply), after.ms).unref()
      else if (after === undefined || after.kind === 'repeat') this.answer(reply)
      else this.#spoil(after)
    }
    if (before?.kind === 'repeat') handle()
    if (before === undefined || before.kind === 'repeat') go()
    else if (before.kind === 'delay') setTimeout(go, before.ms).unref()
    else this.#spoil(before)
  }

  answersPings(): boolean {
    return this.#faults.strike('ping', { name: this.path, concerns: () => false }) === null
  }

  /** Ends without a closing handshake, as a lost line does. */
  drop(): void {
    this.#socket.terminate()
  }
  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  /** Hanging and stalling look the same here: no answer ever. */
  #spoil(effect: RequestEffect): void {
    if (effect.kind === 'drop') this.drop()
    if (effect.kind !== 'reply') return
    this.answer(typeof effect.body === 'string' ? effect.body : JSON.stringify(effect.body))
  }

  #out(topic: string, text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#counts.add('messages', topic)
    this.#socket.send(text)
    const held = this.#held.get(topic)
    this.#held.delete(topic)
    if (held !== undefined) this.#out(topic, held)
  }
}

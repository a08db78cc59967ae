import type { Account } from '../trading/account.ts'
import type { Connection } from './connection.ts'
import type { Counts } from './counts.ts'
import type { Faults } from './faults.ts'

/** Who listens to what. A message is written once for all who want it, and not at all when nobody does. */
export class Hub {
  readonly #connections = new Set<Connection>()
  readonly #byTopic = new Map<string, Set<Connection>>()
  readonly #faults: Faults
  readonly #counts: Counts

  constructor(faults: Faults, counts: Counts) {
    this.#faults = faults
    this.#counts = counts
  }

  add(connection: Connection): void {
    this.#connections.add(connection)
  }

  remove(connection: Connection): void {
    this.#connections.delete(connection)
    for (const topic of connection.topics) this.#byTopic.get(topic)?.delete(connection)
  }

  /** What a fault wants done with a request for a topic. */
  verdict(topic: string, symbol: string | null): 'accept' | 'reject' | 'ignore' {
    const subject = { name: topic, concerns: (wanted: string) => wanted === symbol }
    return this.#faults.strike('subscribe', subject)?.effect.kind ?? 'accept'
  }

  subscribe(connection: Connection, topic: string): void {
    this.#counts.add('subscriptions', topic)
    connection.topics.add(topic)
    const listeners = this.#byTopic.get(topic) ?? new Set()
    listeners.add(connection)
    this.#byTopic.set(topic, listeners)
  }

  unsubscribe(connection: Connection, topic: string): void {
    connection.topics.delete(topic)
    this.#byTopic.get(topic)?.delete(connection)
  }

  wanted(topic: string): boolean {
    return (this.#byTopic.get(topic)?.size ?? 0) > 0
  }

  publish(topic: string, symbol: string | null, write: (connection: Connection) => string): void {
    const listeners = this.#byTopic.get(topic)
    if (listeners === undefined) return
    for (const connection of [...listeners]) connection.send(topic, symbol, write(connection))
  }

  /** Connections that have signed in as the account. */
  of(account: Account): readonly Connection[] {
    return [...this.#connections].filter((connection) => connection.account === account)
  }

  get size(): number {
    return this.#connections.size
  }

  dropAll(): void {
    for (const connection of [...this.#connections]) connection.drop()
  }
}

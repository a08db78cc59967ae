/** What has come in and gone out, for assertions. */
export class Counts {
  /** By `METHOD /path`. */
  readonly requests = new Map<string, number>()
  /** By topic. */
  readonly messages = new Map<string, number>()
  /** By topic: messages that a fault took away. */
  readonly lost = new Map<string, number>()
  /** By topic. */
  readonly subscriptions = new Map<string, number>()
  /** By path. */
  readonly connections = new Map<string, number>()

  add(table: 'requests' | 'messages' | 'lost' | 'subscriptions' | 'connections', key: string): void {
    this[table].set(key, (this[table].get(key) ?? 0) + 1)
  }

  /** All requests, or those whose route contains the text. */
  requestsOf(part = ''): number {
    return sumOf(this.requests, part)
  }
  messagesOf(part = ''): number {
    return sumOf(this.messages, part)
  }
  connectionsOf(part = ''): number {
    return sumOf(this.connections, part)
  }

  clear(): void {
    for (const table of [this.requests, this.messages, this.lost, this.subscriptions, this.connections])
      table.clear()
  }

  toJSON(): object {
    const { requests, messages, lost, subscriptions, connections } = this
    const tables = Object.entries({ requests, messages, lost, subscriptions, connections })
    return Object.fromEntries(tables.map(([name, table]) => [name, Object.fromEntries(table)]))
  }
}

const sumOf = (table: ReadonlyMap<string, number>, part: string): number => {
  let sum = 0
  for (const [key, count] of table) if (key.includes(part)) sum += count
  return sum
}

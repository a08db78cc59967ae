/** A line for the log's file, which main has. */
export interface ThreadLogLine {
  readonly kind: 'log'
  readonly level: 'error' | 'warn' | 'info'
  readonly event: string
  readonly fields: Readonly<Record<string, string | number | boolean | null>>
}

/** Asks a thread whether it still turns: it answers at once, whatever it works on. */
export interface Ping {
  readonly kind: 'ping'
}
export interface Pong {
  readonly kind: 'pong'
}

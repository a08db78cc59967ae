type Fields = Readonly<Record<string, string | number | boolean | null>>

/** `event` is a dotted name; facts are fields. Secrets, headers and whole replies are never fields. */
export interface Log {
  /** Someone must act. */
  error(event: string, fields?: Fields): void
  /** We coped. */
  warn(event: string, fields?: Fields): void
  /** A step that matters for trading. */
  info(event: string, fields?: Fields): void
}

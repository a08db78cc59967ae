import {
  type Cash,
  cash,
  type Price,
  price,
  type Quantity,
  quantity,
  type Ratio,
  ratio,
} from '../../domain/money/decimal.ts'
import type { Row, Value } from './driver.ts'

/** A stored row that does not read as what it should be: the file was changed from outside, or by a bug. */
export class UnreadableRowError extends Error {
  override readonly name = 'UnreadableRowError'
}

/** Reads the columns of one row, each with its type checked. */
export class RowReader {
  readonly #table: string
  readonly #row: Row

  constructor(table: string, row: Row) {
    this.#table = table
    this.#row = row
  }

  text(column: string): string {
    const value = this.#value(column)
    return typeof value === 'string' ? value : this.#fail(column, 'is no text')
  }

  textOrNull(column: string): string | null {
    return this.#value(column) === null ? null : this.text(column)
  }

  number(column: string): number {
    const value = this.#value(column)
    return typeof value === 'number' ? value : this.#fail(column, 'is no number')
  }

  numberOrNull(column: string): number | null {
    return this.#value(column) === null ? null : this.number(column)
  }

  flag(column: string): boolean {
    return this.number(column) !== 0
  }

  oneOf<T extends string>(column: string, allowed: Readonly<Record<T, true>>): T {
    const value = this.text(column)
    return Object.hasOwn(allowed, value) ? (value as T) : this.#fail(column, `has no such value: "${value}"`)
  }

  price(column: string): Price {
    return this.#read(column, price)
  }

  quantity(column: string): Quantity {
    return this.#read(column, quantity)
  }

  ratio(column: string): Ratio {
    return this.#read(column, ratio)
  }

  cash(column: string, currency: string): Cash {
    return this.#read(column, (text) => cash(text, currency))
  }

  /** @param parse throws when the value is not what it should be */
  json<T>(column: string, parse: (value: unknown) => T): T {
    return this.#read(column, (text) => parse(JSON.parse(text)))
  }

  #read<T>(column: string, parse: (text: string) => T): T {
    const text = this.text(column)
    try {
      return parse(text)
    } catch (cause) {
      return this.#fail(column, 'cannot be read', cause)
    }
  }

  #value(column: string): Value {
    const value = this.#row[column]
    return value === undefined ? this.#fail(column, 'is missing') : value
  }

  #fail(column: string, what: string, cause?: unknown): never {
    const detail = cause instanceof Error ? `: ${cause.message}` : ''
    const key = Object.values(this.#row)[0]
    throw new UnreadableRowError(`${this.#table}, row ${key}: "${column}" ${what}${detail}`, { cause })
  }
}

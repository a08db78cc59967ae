/**
 * Checks of single fields, for messages of streams: they come by the thousand, and the schema library is either as
 * quick and takes null, true and blanks for numbers, or refuses those and takes five times as long.
 */

/** What came over a stream is not what its exchange documents. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage'

  constructor(field: string) {
    super(`no usable "${field}"`)
  }
}

/** @param field names it when it is no object, for the log */
export const recordIn = (value: unknown, field: string): Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new MalformedMessage(field)
  return value as Readonly<Record<string, unknown>>
}

export const listIn = (value: unknown, field: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new MalformedMessage(field)
  return value
}

export const textIn = (value: unknown, field: string): string => {
  if (typeof value !== 'string') throw new MalformedMessage(field)
  return value
}

export const flagIn = (value: unknown, field: string): boolean => {
  if (typeof value !== 'boolean') throw new MalformedMessage(field)
  return value
}

/** A finite number, as such or as text. */
export const numberIn = (value: unknown, field: string): number => {
  const number = typeof value === 'string' ? numberOf(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new MalformedMessage(field)
  return number
}

/** NaN for blanks, which JavaScript reads as zero. */
const numberOf = (text: string): number => {
  const number = Number(text)
  return number === 0 && text.trim() === '' ? Number.NaN : number
}

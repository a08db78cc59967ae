import { z } from 'zod'
import { isDecimalText, type Price, price, quantity } from '../../../../../domain/money/decimal.ts'

/** Numbers that are names: large ones come as text, small ones as numbers. */
export const idField = z.union([z.string().min(1), z.number()]).transform(String)
export const decimalField = z.string().refine(isDecimalText, 'not a decimal')
/** Zero or more. */
export const sizeField = decimalField
  .refine((text) => !text.startsWith('-'), 'below zero')
  .transform(quantity)
export const priceField = decimalField.refine((text) => Number(text) > 0, 'not above zero').transform(price)
export const timeField = z.coerce.number().int().nonnegative()
/** Exchanges write sides with a capital or in capitals. */
export const sideField = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.enum(['buy', 'sell']))

export type Params = Readonly<Record<string, string | number>>

/** Orders that name no price have none, or zero, or less. */
export const priceOrNull = (text: string): Price | null => (Number(text) > 0 ? price(text) : null)

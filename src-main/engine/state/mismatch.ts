import { cashText } from '../../domain/money/decimal.ts'
import type { ExchangeFill } from '../ports/exchange.ts'
import { type BalanceDifference, missingOf } from './account-book.ts'

/** One thing on which our books and the exchange's word differ. */
export type Difference = { readonly kind: 'balance' } & BalanceDifference

/** Why nothing is bought on an account until the user or a later look at the exchange has settled it. */
export interface Mismatch {
  /** Our clock, epoch ms. */
  readonly since: number
  readonly differences: readonly Difference[]
  /** Trades of the last hours that others made on the account, which may be why. */
  readonly foreignFills: readonly ExchangeFill[]
}

/** The same text for the same differences, for the journal and to know them again. */
export const differencesText = (differences: readonly Difference[]): string =>
  differences.map((each) => `${each.asset} ${cashText(missingOf(each))}`).join(', ')

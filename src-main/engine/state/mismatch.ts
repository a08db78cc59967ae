import { type Cash, cashText } from '../../domain/money/decimal.ts'
import type { Miscount } from '../../domain/positions/recount.ts'
import type { ExchangeFill } from '../ports/exchange.ts'
import { type BalanceDifference, missingOf } from './account-book.ts'

/** Our own books contradict themselves. */
export interface Breach {
  readonly kind: 'breach'
  readonly code: `position-${Miscount['sum']}` | 'order-filled' | 'order-overfilled' | 'duplicate-trade'
  readonly symbol: string
  /** The position's or the order's id. */
  readonly subject: string
  /** What the subject says, and what its booked fills add up to: figures as text. */
  readonly booked: string
  readonly counted: string
}

/** Coins that were sold beyond what positions held; the user has not said yet that it was seen. */
export interface Oversold {
  readonly kind: 'oversold'
  readonly asset: string
  readonly amount: Cash
}

/** One thing on which our books differ from the exchange's word, or from themselves. */
export type Difference = ({ readonly kind: 'balance' } & BalanceDifference) | Breach | Oversold

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
  differences.map(differenceText).join(', ')

const differenceText = (difference: Difference): string => {
  switch (difference.kind) {
    case 'balance':
      return `${difference.asset} ${cashText(missingOf(difference))}`
    case 'oversold':
      return `${difference.asset} oversold by ${cashText(difference.amount)}`
    case 'breach':
      return `${difference.symbol} ${difference.code} (${difference.subject})`
  }
}

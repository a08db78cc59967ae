import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import { baselineKey } from './verdicts.ts'

/** Fills are asked for so much further back than is known: an exchange may list one late, and with an older time. */
const overlapMs = 3_600_000

const key = (accountId: string): string => `account.${accountId}.fills-until`

/** Market time from which on an account's fills are asked for; never from before its books begin. */
export const askedFrom = (store: Store, accountId: string, now: number): number => {
  const until = Number(store.settings.get(key(accountId)) ?? now)
  const begins = Number(store.settings.get(baselineKey(accountId)) ?? 0)
  return Math.max(until - overlapMs, begins)
}

/** Everything up to then was answered and is booked. */
export const keepAskedUntil = (store: Store, accountId: string, marketTime: number): void => {
  store.note(() => store.settings.set(key(accountId), String(marketTime)))
}

/** Pairs on which the account may have traded since: exchanges answer for one pair at a time. */
export const symbolsOf = (
  books: Books,
  store: Store,
  accountId: string,
  since: number,
): readonly string[] => {
  const symbols = new Set(store.orders.symbolsSince(accountId, since))
  for (const { order } of books.orders.values()) {
    if (order.accountId === accountId) symbols.add(order.symbol)
  }
  for (const position of books.positions.values()) {
    if (position.accountId === accountId) symbols.add(position.symbol)
  }
  return [...symbols].sort()
}

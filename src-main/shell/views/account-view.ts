import type { AccountView, KeyReportView } from '../../../src-preload/contract/key-views.ts'
import { text } from '../../domain/money/decimal.ts'
import type { KeyReport } from '../../engine/ports/live-accounts.ts'
import type { Books } from '../../engine/state/books.ts'

/** Accounts that are opened with a key. */
export const accountViews = (books: Books): AccountView[] =>
  [...books.accounts.values()].flatMap(({ book, state, key }) => {
    if (key === null) return []
    const { id, venueId, name = id } = book.account
    const { lastFour, addedAt, usedAt, permissions, addresses } = key
    const refusedSince = state.kind === 'open' ? (books.refusedKeys.get(id) ?? null) : null
    const known = {
      lastFour,
      addedAt,
      usedAt,
      permissions,
      ...(addresses === undefined ? {} : { addresses }),
    }
    return [{ id, venueId, name, state: { ...state }, refusedSince, ...known }]
  })

export const keyReportView = ({ permissions, clockOffsetMs, balances }: KeyReport): KeyReportView => ({
  permissions,
  clockOffsetMs,
  balances: balances.map(({ asset, total }) => ({ asset, total: text(total) })),
})

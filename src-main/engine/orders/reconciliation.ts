import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { Log } from '../ports/log.ts'
import type { Books } from '../state/books.ts'
import type { UnknownDesk } from './unknown-desk.ts'

interface ReconciliationParts {
  readonly lane: Lane
  readonly books: Books
  readonly unknown: UnknownDesk
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly log: Log
}

/**
 * Settles our books with every exchange before the first entry: what became of orders that were under way, and
 * whether balances are what our fills add up to. A difference stops trading and says which asset.
 */
export const reconcile = async (parts: ReconciliationParts): Promise<void> => {
  const { books, unknown, lane, log } = parts
  const pending = [...books.orders.values()]
  await Promise.all(pending.map(({ order }) => unknown.settle(order)))
  for (const [accountId, { book, exchange }] of books.accounts) {
    const balances = await exchange.balances()
    await lane.ask(() => {
      if (balances.kind === 'failed') {
        log.warn('reconcile.no-balances', { accountId, cause: balances.cause })
        return
      }
      book.setBalances(balances.value)
      const differences = book.differences()
      parts.journal.write('reconcile.done', {
        facts: { accountId, orders: pending.length, differences: differences.join(' ') },
      })
      if (differences.length === 0) return
      const message = `balances of ${accountId} differ from our fills: ${differences.join(', ')}`
      log.error('reconcile.mismatch', { accountId, differences: differences.join(' ') })
      parts.alerts.raise('critical', sentence('alert.engine-failed', { message }), '/positions')
      books.blocked = { code: 'blocked.engine-failed', message }
    })
  }
}

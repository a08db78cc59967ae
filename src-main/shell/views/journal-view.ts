import type { JournalView } from '../../../src-preload/contract/views.ts'
import type { JournalEntry, Page, Store } from '../../engine/ports/store.ts'
import type { NameOf } from './money-views.ts'

/** More than any order has. */
const longestTrace = 1_000

export const journalView = (entry: JournalEntry, nameOf: NameOf): JournalView => ({
  ...entry,
  facts: { ...entry.facts },
  botName: entry.botId === null ? null : nameOf(entry.botId),
})

interface Wanted extends Page {
  readonly botId: string | null
  readonly orderId?: string | undefined
}

/** Newest first; of one order all of it, oldest first. */
export const journalPage = (
  journal: Store['journal'],
  { orderId, botId, ...page }: Wanted,
  nameOf: NameOf,
): { entries: JournalView[]; total: number } => {
  const found = orderId === undefined ? journal.page(page, botId) : journal.ofOrder(orderId, longestTrace)
  const total = orderId === undefined ? journal.count(botId) : found.length
  return { entries: found.map((entry) => journalView(entry, nameOf)), total }
}

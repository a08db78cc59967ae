import type { JournalView } from '../../../src-preload/contract/views.ts'
import type { JournalEntry } from '../../engine/ports/store.ts'
import type { NameOf } from './money-views.ts'

export const journalView = (entry: JournalEntry, nameOf: NameOf): JournalView => ({
  ...entry,
  facts: { ...entry.facts },
  botName: entry.botId === null ? null : nameOf(entry.botId),
})

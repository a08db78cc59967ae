import type { JournalEntry, Store } from '../../engine/ports/store.ts'
import { CachedCount } from './cached-count.ts'
import { insertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { parseFacts, toJson } from './json.ts'
import { RowReader } from './row-reader.ts'
import type { Transactions } from './transactions.ts'

const columns = ['event', 'actor', 'bot_id', 'order_id', 'facts', 'market_time', 'seen_at'] as const

const toEntry = (row: Row): JournalEntry => {
  const reader = new RowReader('journal', row)
  return {
    id: reader.number('id'),
    event: reader.text('event'),
    actor: reader.oneOf('actor', { user: true, engine: true }),
    botId: reader.textOrNull('bot_id'),
    orderId: reader.textOrNull('order_id'),
    facts: reader.json('facts', parseFacts),
    marketTime: reader.numberOrNull('market_time'),
    seenAt: reader.number('seen_at'),
  }
}

export const openJournal = (database: Database, transactions: Transactions): Store['journal'] => {
  const insert = database.prepare(insertInto('journal', columns))
  const page = (where: string) =>
    database.prepare(`SELECT * FROM journal WHERE ${where} AND id < @before ORDER BY id DESC LIMIT @limit`)
  const pageOfAll = page('true')
  const pageOfBot = page('bot_id = @bot')
  const ofOrder = database.prepare('SELECT * FROM journal WHERE order_id = @order ORDER BY id LIMIT @limit')
  const ofKillSwitch = database.prepare(
    "SELECT * FROM journal WHERE event IN ('kill.engaged', 'kill.lifted') ORDER BY id DESC LIMIT @limit",
  )
  const count = database.prepare('SELECT count(*) AS count FROM journal')
  const countOfBot = database.prepare('SELECT count(*) AS count FROM journal WHERE bot_id = @bot')
  const counts = new CachedCount((bot) =>
    Number((bot === null ? count.get() : countOfBot.get({ bot }))?.count),
  )
  transactions.onRollback(() => counts.forget())
  return {
    insert(entry) {
      insert.run({
        event: entry.event,
        actor: entry.actor,
        bot_id: entry.botId,
        order_id: entry.orderId,
        facts: toJson(entry.facts),
        market_time: entry.marketTime,
        seen_at: entry.seenAt,
      })
      counts.add(entry.botId, 1)
    },
    page({ limit, before }, bot) {
      const bounds = { limit, before: before ?? Number.MAX_SAFE_INTEGER }
      return (bot === null ? pageOfAll.all(bounds) : pageOfBot.all({ ...bounds, bot })).map(toEntry)
    },
    ofOrder: (order, limit) => ofOrder.all({ order, limit }).map(toEntry),
    ofKillSwitch: (limit) => ofKillSwitch.all({ limit }).map(toEntry),
    count: (bot) => counts.of(bot),
  }
}

import type { Decision, Store } from '../../engine/ports/store.ts'
import { CachedCount } from './cached-count.ts'
import { insertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { parseConditions, parseSentence, toJson } from './json.ts'
import { RowReader } from './row-reader.ts'
import type { Transactions } from './transactions.ts'

/** Decisions kept per bot at most. When there are as many, a block of the least telling ones goes at once. */
export const retainedDecisions = 5_000
const droppedAtOnce = 250

const columns = [
  'bot_id',
  'symbol',
  'action',
  'reason',
  'conditions',
  'price',
  'market_time',
  'seen_at',
  'order_id',
  'confidence',
] as const

const toDecision = (row: Row): Decision => {
  const reader = new RowReader('decisions', row)
  return {
    id: reader.number('id'),
    botId: reader.text('bot_id'),
    symbol: reader.text('symbol'),
    action: reader.oneOf('action', {
      entered: true,
      exited: true,
      held: true,
      skipped: true,
      waited: true,
    }),
    reason: reader.json('reason', parseSentence),
    conditions: reader.json('conditions', parseConditions),
    price: reader.number('price'),
    marketTime: reader.number('market_time'),
    seenAt: reader.number('seen_at'),
    orderId: reader.textOrNull('order_id'),
    confidence: reader.numberOrNull('confidence'),
  }
}

export const openDecisions = (database: Database, transactions: Transactions): Store['decisions'] => {
  const insert = database.prepare(insertInto('decisions', columns))
  const newest = database.prepare('SELECT max(id) AS id FROM decisions')
  const page = database.prepare(
    'SELECT * FROM decisions WHERE bot_id = @bot AND id < @before ORDER BY id DESC LIMIT @limit',
  )
  const count = database.prepare('SELECT count(*) AS count FROM decisions')
  const countOfBot = database.prepare('SELECT count(*) AS count FROM decisions WHERE bot_id = @bot')
  // The newest stay whatever they are: they are what the bot is shown to be doing.
  const drop = database.prepare(
    `DELETE FROM decisions WHERE id IN (
       SELECT id FROM decisions WHERE bot_id = @bot AND id < (
         SELECT id FROM decisions WHERE bot_id = @bot ORDER BY id DESC LIMIT 1 OFFSET @protected)
       ORDER BY action NOT IN ('held', 'waited'), id LIMIT @excess)`,
  )
  const counts = new CachedCount((bot) =>
    Number((bot === null ? count.get() : countOfBot.get({ bot }))?.count),
  )
  transactions.onRollback(() => counts.forget())

  return {
    insert: (decision) =>
      transactions.run(() => {
        const bot = decision.botId
        if (counts.of(bot) >= retainedDecisions) {
          counts.add(bot, -drop.run({ bot, excess: droppedAtOnce, protected: droppedAtOnce }))
        }
        insert.run({
          bot_id: bot,
          symbol: decision.symbol,
          action: decision.action,
          reason: toJson(decision.reason),
          conditions: toJson(decision.conditions),
          price: decision.price,
          market_time: decision.marketTime,
          seen_at: decision.seenAt,
          order_id: decision.orderId,
          confidence: decision.confidence,
        })
        counts.add(bot, 1)
        return Number(newest.get()?.id)
      }),
    page: (bot, { limit, before }) =>
      page.all({ bot, limit, before: before ?? Number.MAX_SAFE_INTEGER }).map(toDecision),
    latest(bot) {
      const row = page.get({ bot, limit: 1, before: Number.MAX_SAFE_INTEGER })
      return row === undefined ? null : toDecision(row)
    },
    count: (bot) => counts.of(bot),
  }
}

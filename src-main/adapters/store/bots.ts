import type { Bot } from '../../domain/bots/bot.ts'
import type { Store } from '../../engine/ports/store.ts'
import { upsertInto } from './columns.ts'
import type { Database, Row, Value } from './driver.ts'
import { parseLiveTerms, parseSentence, parseSettings, toJson } from './json.ts'
import { RowReader } from './row-reader.ts'
import { modes } from './settings-and-accounts.ts'

const columns = [
  'id',
  'mode',
  'account_id',
  'settings',
  'wish',
  'wish_since',
  'wish_reason',
  'failure',
  'created_at',
  'live',
] as const

const toRow = (bot: Bot): Readonly<Record<(typeof columns)[number], Value>> => ({
  id: bot.id,
  mode: bot.mode,
  account_id: bot.accountId,
  settings: toJson(bot.settings),
  wish: bot.wish,
  wish_since: bot.wishSince,
  wish_reason: toJson(bot.wishReason),
  failure: bot.failure,
  created_at: bot.createdAt,
  live: bot.live === undefined ? null : toJson(bot.live),
})

const toBot = (row: Row): Bot => {
  const reader = new RowReader('bots', row)
  return {
    id: reader.text('id'),
    mode: reader.oneOf('mode', modes),
    accountId: reader.text('account_id'),
    settings: reader.json('settings', parseSettings),
    wish: reader.oneOf('wish', { stopped: true, closing: true, running: true, 'entries-paused': true }),
    wishSince: reader.number('wish_since'),
    wishReason: reader.json('wish_reason', parseSentence),
    failure: reader.textOrNull('failure'),
    createdAt: reader.number('created_at'),
    ...(reader.textOrNull('live') === null ? {} : { live: reader.json('live', parseLiveTerms) }),
  }
}

export const openBots = (database: Database): Store['bots'] => {
  const all = database.prepare('SELECT * FROM bots WHERE removed = 0 ORDER BY row')
  const removed = database.prepare('SELECT * FROM bots WHERE removed = 1 ORDER BY row')
  const save = database.prepare(upsertInto('bots', ['id'], columns))
  const remove = database.prepare('UPDATE bots SET removed = 1 WHERE id = @id')
  return {
    all: () => all.all().map(toBot),
    save(bot) {
      save.run(toRow(bot))
    },
    remove(id) {
      remove.run({ id })
    },
    names: () => new Map(removed.all().map((row) => [toBot(row).id, toBot(row).settings.name])),
  }
}

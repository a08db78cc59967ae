import type { Account, Store } from '../../engine/ports/store.ts'
import { insertInto, upsertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { cashListToJson, parseCashList } from './json.ts'
import { RowReader } from './row-reader.ts'

export const modes = { paper: true, live: true } as const

export const openSettings = (database: Database): Store['settings'] => {
  const read = database.prepare('SELECT value FROM settings WHERE key = @key')
  const write = database.prepare(upsertInto('settings', ['key'], ['key', 'value']))
  return {
    get(key) {
      const row = read.get({ key })
      return row === undefined ? null : new RowReader('settings', row).text('value')
    },
    set(key, value) {
      write.run({ key, value })
    },
  }
}

const toAccount = (row: Row): Account => {
  const reader = new RowReader('accounts', row)
  return {
    id: reader.text('id'),
    venueId: reader.text('venue_id'),
    mode: reader.oneOf('mode', modes),
    start: reader.json('start', parseCashList),
    createdAt: reader.number('created_at'),
  }
}

export const openAccounts = (database: Database): Store['accounts'] => {
  const all = database.prepare('SELECT * FROM accounts ORDER BY row')
  const insert = database.prepare(insertInto('accounts', ['id', 'venue_id', 'mode', 'start', 'created_at']))
  return {
    all: () => all.all().map(toAccount),
    insert(account) {
      insert.run({
        id: account.id,
        venue_id: account.venueId,
        mode: account.mode,
        start: cashListToJson(account.start),
        created_at: account.createdAt,
      })
    },
  }
}

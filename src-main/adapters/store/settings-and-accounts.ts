import type { Account, Store } from '../../engine/ports/store.ts'
import { insertInto, upsertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { cashListToJson, parseCashList, parseKeyFacts, toJson } from './json.ts'
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
  const name = reader.textOrNull('name')
  const key = reader.textOrNull('key') === null ? null : reader.json('key', parseKeyFacts)
  return {
    id: reader.text('id'),
    venueId: reader.text('venue_id'),
    mode: reader.oneOf('mode', modes),
    start: reader.json('start', parseCashList),
    createdAt: reader.number('created_at'),
    ...(name === null ? {} : { name }),
    ...(key === null ? {} : { key }),
  }
}

const changing = (account: Account) => ({
  id: account.id,
  name: account.name ?? null,
  key: account.key === undefined ? null : toJson(account.key),
})

export const openAccounts = (database: Database): Store['accounts'] => {
  const all = database.prepare('SELECT * FROM accounts WHERE removed = 0 ORDER BY row')
  const columns = ['id', 'venue_id', 'mode', 'start', 'created_at', 'name', 'key']
  const insert = database.prepare(insertInto('accounts', columns))
  const update = database.prepare('UPDATE accounts SET name = @name, key = @key WHERE id = @id')
  const remove = database.prepare('UPDATE accounts SET removed = 1, key = NULL WHERE id = @id')
  return {
    all: () => all.all().map(toAccount),
    insert(account) {
      insert.run({
        ...changing(account),
        venue_id: account.venueId,
        mode: account.mode,
        start: cashListToJson(account.start),
        created_at: account.createdAt,
      })
    },
    update(account) {
      update.run(changing(account))
    },
    remove(id) {
      remove.run({ id })
    },
  }
}

import type { Store } from '../../engine/ports/store.ts'
import type { Database } from './driver.ts'
import { RowReader } from './row-reader.ts'

export const openIgnored = (database: Database): Store['ignored'] => {
  const insert = database.prepare(
    `INSERT INTO ignored (account_id, kind, name) VALUES (@account, @kind, @name) ON CONFLICT DO NOTHING`,
  )
  const remove = database.prepare(
    'DELETE FROM ignored WHERE account_id = @account AND kind = @kind AND name = @name',
  )
  const names = database.prepare(
    'SELECT name FROM ignored WHERE account_id = @account AND kind = @kind ORDER BY name',
  )
  return {
    add(account, kind, name) {
      insert.run({ account, kind, name })
    },
    remove(account, kind, name) {
      remove.run({ account, kind, name })
    },
    names: (account, kind) =>
      new Set(names.all({ account, kind }).map((row) => new RowReader('ignored', row).text('name'))),
  }
}

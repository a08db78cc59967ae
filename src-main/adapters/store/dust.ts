import { addQuantity, text } from '../../domain/money/decimal.ts'
import type { Dust } from '../../engine/ports/account-store.ts'
import type { Store } from '../../engine/ports/store.ts'
import { upsertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { RowReader } from './row-reader.ts'

const key = ['account_id', 'symbol'] as const

const toDust = (row: Row): Dust => {
  const reader = new RowReader('dust', row)
  return {
    accountId: reader.text('account_id'),
    symbol: reader.text('symbol'),
    asset: reader.text('asset'),
    quantity: reader.quantity('quantity'),
    since: reader.number('since'),
  }
}

export const openDust = (database: Database): Store['dust'] => {
  const save = database.prepare(upsertInto('dust', key, [...key, 'asset', 'quantity', 'since']))
  const remove = database.prepare('DELETE FROM dust WHERE account_id = @account AND symbol = @symbol')
  const one = database.prepare('SELECT * FROM dust WHERE account_id = @account AND symbol = @symbol')
  const ofAccount = database.prepare('SELECT * FROM dust WHERE account_id = @account ORDER BY symbol')
  const of = (account: string, symbol: string): Dust | null => {
    const row = one.get({ account, symbol })
    return row === undefined ? null : toDust(row)
  }
  return {
    add({ accountId, symbol, asset, quantity, since }) {
      const before = of(accountId, symbol)
      save.run({
        account_id: accountId,
        symbol,
        asset,
        quantity: text(before === null ? quantity : addQuantity(before.quantity, quantity)),
        since: before?.since ?? since,
      })
    },
    remove(account, symbol) {
      remove.run({ account, symbol })
    },
    of,
    ofAccount: (account) => ofAccount.all({ account }).map(toDust),
  }
}

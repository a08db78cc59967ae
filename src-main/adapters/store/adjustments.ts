import { cashText } from '../../domain/money/decimal.ts'
import type { Adjustment } from '../../engine/ports/account-store.ts'
import type { Store } from '../../engine/ports/store.ts'
import { insertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { RowReader } from './row-reader.ts'

const columns = ['account_id', 'currency', 'amount', 'kind', 'reason', 'market_time', 'seen_at'] as const

const toAdjustment = (row: Row): Adjustment => {
  const reader = new RowReader('adjustments', row)
  return {
    accountId: reader.text('account_id'),
    amount: reader.cash('amount', reader.text('currency')),
    kind: reader.oneOf('kind', { baseline: true, accepted: true, moved: true }),
    reason: reader.text('reason'),
    marketTime: reader.number('market_time'),
    seenAt: reader.number('seen_at'),
  }
}

export const openAdjustments = (database: Database): Store['adjustments'] => {
  const insert = database.prepare(insertInto('adjustments', columns))
  const ofAccount = database.prepare('SELECT * FROM adjustments WHERE account_id = @account ORDER BY row')
  return {
    insert({ accountId, amount, kind, reason, marketTime, seenAt }) {
      insert.run({
        account_id: accountId,
        currency: amount.currency,
        amount: cashText(amount),
        kind,
        reason,
        market_time: marketTime,
        seen_at: seenAt,
      })
    },
    ofAccount: (account) => ofAccount.all({ account }).map(toAdjustment),
  }
}

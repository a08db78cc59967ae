import { text } from '../../domain/money/decimal.ts'
import type { Store } from '../../engine/ports/store.ts'
import { insertInto } from './columns.ts'
import type { Database } from './driver.ts'
import { RowReader } from './row-reader.ts'

export const openStopChanges = (database: Database): Store['stopChanges'] => {
  const insert = database.prepare(
    insertInto('stop_changes', ['client_order_id', 'trigger_price', 'quantity', 'asked_at']),
  )
  const remove = database.prepare('DELETE FROM stop_changes WHERE client_order_id = @id')
  const all = database.prepare('SELECT * FROM stop_changes ORDER BY asked_at, client_order_id')
  return {
    insert({ clientOrderId, triggerPrice, quantity, askedAt }) {
      insert.run({
        client_order_id: clientOrderId,
        trigger_price: text(triggerPrice),
        quantity: text(quantity),
        asked_at: askedAt,
      })
    },
    remove(id) {
      remove.run({ id })
    },
    all: () =>
      all.all().map((row) => {
        const reader = new RowReader('stop_changes', row)
        return {
          clientOrderId: reader.text('client_order_id'),
          triggerPrice: reader.price('trigger_price'),
          quantity: reader.quantity('quantity'),
          askedAt: reader.number('asked_at'),
        }
      }),
  }
}

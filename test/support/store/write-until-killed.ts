import type { DriverName } from '../../../src-main/adapters/store/driver.ts'
import { openDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'
import { quantity } from '../../../src-main/domain/money/decimal.ts'
import { addAccountAndBot, booked, sampleAccount, sampleOrder } from './samples.ts'

/** Writes an order, its fill and a balance in one transaction after another, naming each when it is done. */
const [folder, driver] = process.argv.slice(2)
const opened = openDataFolder({ folder: folder ?? '', now: Date.now, driver: driver as DriverName })
if (opened.kind !== 'ready') throw new Error(opened.kind)
const { store } = opened
if (store.accounts.all().length === 0) store.transaction(() => addAccountAndBot(store))

for (;;) {
  const n = store.transaction(() => {
    const sequence = store.paper.nextSequence(sampleAccount.id)
    const order = { ...sampleOrder, clientOrderId: `order-${sequence}` }
    store.orders.insert(order)
    store.fills.insert(booked(order, { tradeId: `trade-${sequence}` }))
    const total = quantity(String(sequence))
    store.paper.setBalance(sampleAccount.id, { asset: 'BTC', total, free: total })
    return sequence
  })
  process.stdout.write(`${n}\n`)
}

import { openDatabase } from '../../src-main/adapters/store/driver.ts'
import { tradingFileOf } from '../../src-main/adapters/store/trading-database.ts'

/** What was bought with real money by the books of an app that runs: pair and trade number of every fill. */
export const livePurchases = (dataFolder: string): string[] => {
  const file = tradingFileOf(dataFolder)
  const database = openDatabase(file, { driver: 'better-sqlite3', readOnly: true, busyMs: 5_000 })
  try {
    const fills = database.prepare(
      `SELECT fills.symbol, trade_id FROM fills JOIN orders USING (client_order_id)
       WHERE fills.side = 'buy' AND mode = 'live'`,
    )
    return fills.all().map((row) => `${row.symbol} ${row.trade_id}`)
  } finally {
    database.close()
  }
}

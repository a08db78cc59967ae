import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/adapters/store/driver.ts'

import { migrate, migrations } from '../../../src-main/adapters/store/migrate.ts'
import { tradeReturns } from '../../../src-main/adapters/store/migrations/008-trade-returns.ts'
import { openDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'
import { cash, price, quantity, toNumber } from '../../../src-main/domain/money/decimal.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import {
  addAccountAndBot,
  closedPosition,
  drivers,
  sampleBot,
  sampleOrder,
  samplePosition,
} from '../../support/store/samples.ts'

const next = 'CREATE TABLE next_thing (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT'
/** A limit order and its fill, as version 3 wrote them. */
const oldOrder = `
INSERT INTO accounts VALUES (1, 'paper-1', 'demo', 'paper', '[]', 0);
INSERT INTO bots VALUES (1, 'bot-1', 'paper', 'paper-1', '{}', 'stopped', 0, '{}', NULL, 0, 1);
INSERT INTO orders VALUES (7, 'order-1', 'X-1', 'bot-1', 'paper-1', 'paper', 'BTC/USDT', 'buy', 'limit', '0.5',
  '50000.1', '50367.2', 'entry', 'position-1', '{"code":"entry-conditions-met"}', 1760000100000, 1760000100005,
  '0.25', '["trade-1"]', 1, 0, 1, NULL, NULL, 0);
INSERT INTO fills VALUES (1, 'paper-1', 'trade-1', 'order-1', 'bot-1', 'BTC/USDT', '50000', '0.25', '0', 'USDT',
  'maker', 1760000100100, 1760000100105, NULL, NULL);
`
const noon = Date.UTC(2026, 7, 1, 12)

describe.each(drivers)('migrations with %s', (driver) => {
  let folder: ReturnType<typeof newFolder>
  const open = (steps: readonly string[]) => {
    const opened = openDataFolder({ folder: folder.path, now: () => noon, driver, steps })
    if (opened.kind !== 'ready') throw new Error(JSON.stringify(opened))
    return opened
  }
  const look = <T>(file: string, ask: (database: ReturnType<typeof openDatabase>) => T): T => {
    const database = openDatabase(join(folder.path, file), { driver })
    const answer = ask(database)
    database.close()
    return answer
  }
  beforeEach(() => {
    folder = newFolder()
  })
  afterEach(() => folder.remove())

  test('a new database gets all steps and no backup', () => {
    const opened = open([...migrations, next])
    expect([opened.migratedFrom, opened.backup]).toEqual([undefined, undefined])
    opened.close()
    expect(look('trading.db', (database) => database.pragma('user_version'))).toBe(migrations.length + 1)
    expect(existsSync(join(folder.path, 'backups'))).toBe(false)
  })

  test('an older database is backed up, then brought to the newest version with all that is in it', () => {
    const older = open(migrations)
    addAccountAndBot(older.store)
    older.close()
    const steps = [...migrations, next, "INSERT INTO next_thing (text) VALUES ('done')"]
    const opened = open(steps)
    const backup = `trading-${migrations.length}-20260801T120000000Z.db`
    expect([opened.migratedFrom, opened.backup]).toEqual([migrations.length, backup])
    expect(opened.store.bots.all()).toEqual([sampleBot])
    opened.close()
    const versions = [join('backups', backup), 'trading.db'].map((file) =>
      look(file, (database) => database.pragma('user_version')),
    )
    expect(versions).toEqual([migrations.length, steps.length])
    expect(look('trading.db', (database) => database.pragma('journal_mode'))).toBeDefined()
    const again = open(steps)
    expect([again.migratedFrom, again.backup]).toEqual([undefined, undefined])
    again.close()
  })

  test('an order of a time without stops stays what it was: good till cancelled, and it takes', () => {
    look('trading.db', (database) => {
      migrate(database, migrations.slice(0, 3))
      database.exec(oldOrder)
    })
    const opened = open(migrations)
    const limit = { type: 'limit', limitPrice: price('50000.1'), filled: quantity('0.25') } as const
    const acknowledged = { ...sampleOrder.facts, sent: true, acknowledged: true }
    const known = { ...limit, tradeIds: ['trade-1'], facts: acknowledged, exchangeOrderId: 'X-1' } as const
    expect(opened.store.orders.pending()).toEqual([{ ...sampleOrder, ...known }])
    expect(opened.store.fills.recent(5).map(({ order }) => order.clientOrderId)).toEqual(['order-1'])
    opened.close()
  })

  test('positions that closed before their returns were summed are summed when the database is opened', () => {
    const older = open(migrations)
    addAccountAndBot(older.store)
    const bought = { quantity: quantity('1'), cost: cash('300', 'USDT') }
    const results = ['10', '-3', '0', '0.5', '-1']
    results.forEach((realized, n) => {
      older.store.positions.save(closedPosition(`p${n}`, realized, { bought }))
    })
    older.store.positions.save({ ...samplePosition, id: 'open' })
    const kept = older.store.positions.totalsByBot().get(sampleBot.id)
    older.close()
    const forget = 'ALTER TABLE position_totals DROP COLUMN'
    const undone = `${forget} win_returns; ${forget} loss_returns`
    const opened = open([...migrations, undone, tradeReturns])
    const summed = opened.store.positions.totalsByBot().get(sampleBot.id)
    opened.close()
    const numbers = (totals: typeof kept) =>
      totals === undefined ? [] : [toNumber(totals.winReturns), toNumber(totals.lossReturns)]
    const [wins = 0, losses = 0] = numbers(kept)
    expect([wins > 0, losses < 0]).toEqual([true, true])
    numbers(summed).forEach((sum, n) => {
      expect(sum).toBeCloseTo([wins, losses][n] ?? 0, 10)
    })
  })

  test('positions that closed before trades were counted apart are one trade each', () => {
    look('trading.db', (database) => {
      migrate(database, migrations.slice(0, 20))
      database.exec(`INSERT INTO position_totals (bot_id, currency, closed, won, realized, wins, losses,
        win_returns, loss_returns, last_closed_row) VALUES ('bot-1', 'USDT', 3, 2, '1', '2', '-1', '0', '0', 3)`)
    })
    const opened = open(migrations)
    const totals = opened.store.positions.totalsOf('bot-1')
    expect([opened.store.positions.closedCount('bot-1'), totals?.closedTrades]).toEqual([3, 3])
    opened.close()
  })

  test('a step that fails changes nothing, keeps the step before it, and frees the folder', () => {
    open(migrations).close()
    const failing = [
      ...migrations,
      next,
      `${next.replace('next_thing', 'other')}; INSERT INTO nowhere VALUES (1)`,
    ]
    expect(() => open(failing)).toThrow(`could not be brought to version ${failing.length}`)
    const found = look('trading.db', (database) => ({
      version: database.pragma('user_version'),
      tables: database.prepare("SELECT name FROM sqlite_schema WHERE name IN ('next_thing', 'other')").all(),
    }))
    expect(found).toEqual({ version: migrations.length + 1, tables: [{ name: 'next_thing' }] })
    open([...migrations, next]).close()
  })

  test('a step that leaves a reference to nothing is refused', () => {
    const opened = open(migrations)
    addAccountAndBot(opened.store)
    opened.close()
    expect(() => open([...migrations, 'DELETE FROM accounts'])).toThrow('could not be brought')
    const again = open(migrations)
    expect(again.store.accounts.all()).toHaveLength(1)
    again.close()
  })

  test('every question the store asks is answered by an index', () => {
    const opened = open(migrations)
    opened.close()
    const questions = [
      'SELECT * FROM orders WHERE final = 0 ORDER BY row',
      'SELECT * FROM order_transitions WHERE client_order_id = 1 ORDER BY row',
      'SELECT * FROM fills WHERE account_id = 1 ORDER BY row',
      'SELECT * FROM fills WHERE symbol = 1 AND market_time >= 1 ORDER BY market_time, row',
      'SELECT * FROM fills WHERE bot_id = 1 AND symbol = 1 AND market_time >= 1 ORDER BY market_time, row',
      'SELECT * FROM fills WHERE realized IS NOT NULL AND market_time >= 1 AND market_time < 2',
      'SELECT * FROM positions WHERE closed_row IS NULL ORDER BY row',
      'SELECT * FROM positions WHERE closed_row IS NOT NULL AND closed_row < 5 ORDER BY closed_row DESC LIMIT 5',
      'SELECT * FROM positions WHERE bot_id = 1 AND closed_row < 5 ORDER BY closed_row DESC LIMIT 5',
      'SELECT entry_id FROM entry_parts WHERE position_id = 1',
      `SELECT positions.* FROM entry_parts JOIN positions ON positions.id = entry_parts.position_id
       WHERE entry_id = 1`,
      'SELECT * FROM decisions WHERE bot_id = 1 AND id < 5 ORDER BY id DESC LIMIT 5',
      'SELECT * FROM journal WHERE bot_id = 1 AND id < 5 ORDER BY id DESC LIMIT 5',
      'SELECT * FROM journal WHERE order_id = 1 ORDER BY id LIMIT 5',
      "SELECT * FROM equity_samples WHERE account_id = 1 AND currency = 'X' AND time >= 1 ORDER BY time LIMIT 1",
      "SELECT * FROM paper_orders WHERE account_id = 1 AND status = 'open' ORDER BY row",
      'SELECT * FROM paper_fills WHERE account_id = 1 AND client_order_id = 1 ORDER BY row',
    ]
    look('trading.db', (database) => {
      for (const question of questions) {
        const plan = database
          .prepare(`EXPLAIN QUERY PLAN ${question}`)
          .all()
          .map((row) => row.detail)
          .join('; ')
        expect({ question, plan }).toEqual({ question, plan: expect.stringContaining('USING') })
        if (question !== questions[5]) {
          expect({ question, plan }).toEqual({ question, plan: expect.not.stringContaining('TEMP B-TREE') })
        }
      }
    })
  })
})

import {
  addCash,
  type Cash,
  cashText,
  maxCash,
  ratioOfCash,
  signOfCash,
  subtractCash,
  toNumber,
} from '../../domain/money/decimal.ts'
import type { EquitySample, Store } from '../../engine/ports/store.ts'
import { upsertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { RowReader } from './row-reader.ts'
import type { Transactions } from './transactions.ts'

/** Samples older than this against the newest one are thinned to the first of every quarter of an hour. */
const keptFullyMs = 48 * 3_600_000
const bucketMs = 15 * 60_000
/** So much is thinned at once, so that most inserts have nothing to delete. */
const thinnedAtOnceMs = 4 * 3_600_000

const toSample = (row: Row): EquitySample => {
  const reader = new RowReader('equity_samples', row)
  const currency = reader.text('currency')
  return {
    accountId: reader.text('account_id'),
    currency,
    time: reader.number('time'),
    equity: reader.cash('equity', currency),
    benchmark: reader.numberOrNull('benchmark'),
  }
}

interface Extremes {
  readonly highest: Cash
  readonly worstDrawdown: number
  readonly thinnedTo: number
}

const toExtremes = (row: Row): Extremes => {
  const reader = new RowReader('equity_extremes', row)
  return {
    highest: reader.cash('highest', reader.text('currency')),
    worstDrawdown: reader.number('worst_drawdown'),
    thinnedTo: reader.number('thinned_to'),
  }
}

const including = (before: Extremes | null, equity: Cash): Extremes => {
  if (before === null) return { highest: equity, worstDrawdown: 0, thinnedTo: 0 }
  const highest = maxCash(before.highest, equity)
  const drawdown = signOfCash(highest) > 0 ? toNumber(ratioOfCash(subtractCash(equity, highest), highest)) : 0
  return { ...before, highest, worstDrawdown: Math.min(before.worstDrawdown, drawdown) }
}

const sameSeries = 'account_id = @account AND currency = @currency'

const openThinning = (database: Database) => {
  const thin = database.prepare(
    `DELETE FROM equity_samples WHERE ${sameSeries} AND time >= @from AND time < @to AND time NOT IN (
       SELECT min(time) FROM equity_samples WHERE ${sameSeries} AND time >= @from AND time < @to
       GROUP BY time / ${bucketMs})`,
  )
  /** Returns up to where the samples are thinned now. */
  return (sample: EquitySample, thinnedTo: number): number => {
    const limit = sample.time - keptFullyMs
    const to = limit - (limit % bucketMs)
    if (to - thinnedTo < thinnedAtOnceMs) return thinnedTo
    thin.run({ account: sample.accountId, currency: sample.currency, from: thinnedTo, to })
    return to
  }
}

export const openEquity = (database: Database, transactions: Transactions): Store['equity'] => {
  const key = ['account_id', 'currency']
  const insert = database.prepare(
    upsertInto('equity_samples', [...key, 'time'], [...key, 'time', 'equity', 'benchmark']),
  )
  const extremes = database.prepare(`SELECT * FROM equity_extremes WHERE ${sameSeries}`)
  const writeExtremes = database.prepare(
    upsertInto('equity_extremes', key, [...key, 'highest', 'worst_drawdown', 'thinned_to']),
  )
  // Numbers the samples 0 … n - 1 and takes each at which the share of the way, in `limit` steps, goes up by one.
  const since = database.prepare(
    `SELECT * FROM (
       SELECT *, row_number() OVER (ORDER BY time) - 1 AS place, count(*) OVER () - 1 AS last
       FROM equity_samples WHERE ${sameSeries} AND time >= @from)
     WHERE last < CAST(@limit AS INTEGER) OR place = last OR CAST(@limit AS INTEGER) > 1 AND (place = 0
       OR place * (CAST(@limit AS INTEGER) - 1) / last > (place - 1) * (CAST(@limit AS INTEGER) - 1) / last)
     ORDER BY time`,
  )
  const firstSince = database.prepare(
    `SELECT * FROM equity_samples WHERE ${sameSeries} AND time >= @from ORDER BY time LIMIT 1`,
  )
  const thin = openThinning(database)

  const extremesOf = (account: string, currency: string): Extremes | null => {
    const row = extremes.get({ account, currency })
    return row === undefined ? null : toExtremes(row)
  }

  return {
    insert: (sample) =>
      transactions.run(() => {
        const series = { account_id: sample.accountId, currency: sample.currency }
        if (sample.equity.currency !== sample.currency) throw new TypeError('equity in another currency')
        insert.run({
          ...series,
          time: sample.time,
          equity: cashText(sample.equity),
          benchmark: sample.benchmark,
        })
        const before = extremesOf(sample.accountId, sample.currency)
        const after = including(before, sample.equity)
        writeExtremes.run({
          ...series,
          highest: cashText(after.highest),
          worst_drawdown: after.worstDrawdown,
          thinned_to: thin(sample, after.thinnedTo),
        })
      }),
    since: (account, currency, from, limit) =>
      limit < 1 ? [] : since.all({ account, currency, from, limit }).map(toSample),
    highest: (account, currency) => extremesOf(account, currency)?.highest ?? null,
    moveHighest: (account, by) =>
      transactions.run(() => {
        const before = extremesOf(account, by.currency)
        if (before === null) return
        writeExtremes.run({
          account_id: account,
          currency: by.currency,
          highest: cashText(addCash(before.highest, by)),
          worst_drawdown: before.worstDrawdown,
          thinned_to: before.thinnedTo,
        })
      }),
    worstDrawdown: (account, currency) => extremesOf(account, currency)?.worstDrawdown ?? 0,
    firstSince(account, currency, from) {
      const row = firstSince.get({ account, currency, from })
      return row === undefined ? null : toSample(row)
    },
  }
}

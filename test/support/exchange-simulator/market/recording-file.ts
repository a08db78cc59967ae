import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { minute } from './tape.ts'

/** One-minute candles without holes: a minute that did not trade is flat at the price before it. */
export interface CandleRecording {
  readonly startTime: number
  readonly length: number
  /** open, high, low, close, volume, row after row. */
  readonly values: Float64Array
}

export interface TradeRow {
  readonly time: number
  readonly id: number
  readonly takerSide: 'buy' | 'sell'
  readonly price: number
  readonly amount: number
}

const rowsOf = (path: string): string[][] => {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
}

/** Reads `timestamp_ms,open,high,low,close,volume` with a header line. @throws Error when a row is no candle */
export const readCandles = (path: string): CandleRecording => {
  const rows = rowsOf(path).map((row) => row.map(Number))
  const startTime = rows[0]?.[0] ?? Number.NaN
  const endTime = rows.at(-1)?.[0] ?? Number.NaN
  const length = (endTime - startTime) / minute + 1
  if (!Number.isInteger(length)) throw new Error(`${path}: not one-minute candles`)
  const values = new Float64Array(length * 5)
  let next = 0
  let close = 0
  for (const row of rows) {
    const [time = Number.NaN, open = 0, high = 0, low = 0, last = 0, volume = 0] = row
    const index = (time - startTime) / minute
    if (!Number.isInteger(index) || index < next || !row.every(Number.isFinite)) {
      throw new Error(`${path}: no candle in order: "${row.join(',')}"`)
    }
    for (; next < index; next += 1) values.set([close, close, close, close, 0], next * 5)
    values.set(volume > 0 ? [open, high, low, last, volume] : [close, close, close, close, 0], next * 5)
    if (volume > 0) close = last
    next += 1
  }
  return { startTime, length, values }
}

/** Reads `timestamp_ms,trade_id,taker_side,price,amount,…` with a header line. */
export const readTrades = (path: string): readonly TradeRow[] =>
  rowsOf(path).map((row) => ({
    time: Number(row[0]),
    id: Number(row[1]),
    takerSide: row[2] === 'buy' ? 'buy' : 'sell',
    price: Number(row[3]),
    amount: Number(row[4]),
  }))

import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const folder = new URL('../fixtures/market/', import.meta.url)

/** Rows of a recording below its header line, as they were written: decimals stay text. */
const rowsOf = (name: string): readonly (readonly string[])[] =>
  gunzipSync(readFileSync(new URL(`${name}.csv.gz`, folder)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

export interface RecordedTrade {
  readonly time: number
  readonly id: number
  readonly price: string
  readonly amount: string
}

export const recordedTrades = (name: string): readonly RecordedTrade[] =>
  rowsOf(name).map(([time, id, , price = '', amount = '']) => ({
    time: Number(time),
    id: Number(id),
    price,
    amount,
  }))

export interface RecordedCandle {
  readonly openTime: number
  readonly open: string
  readonly high: string
  readonly low: string
  readonly close: string
  readonly volume: string
}

export const recordedCandles = (name: string): readonly RecordedCandle[] =>
  rowsOf(name).map(([time, open = '', high = '', low = '', close = '', volume = '']) => ({
    openTime: Number(time),
    open,
    high,
    low,
    close,
    volume,
  }))

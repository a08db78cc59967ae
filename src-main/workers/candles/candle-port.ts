import type { CandleBatch, CandleSeriesName } from '../../engine/ports/candle-store.ts'

/** What a market worker tells the candle writer. */
export type CandleNote =
  | { readonly kind: 'keep'; readonly number: number; readonly batch: CandleBatch }
  /** SQLite called the file broken where this series was read. */
  | { readonly kind: 'unreadable'; readonly series: CandleSeriesName }

/** What the candle writer tells a market worker. */
export type CandleReply =
  /** All up to this number are on disk, or could not be put there. */
  | { readonly kind: 'done'; readonly number: number }
  /** The file is replaced by another: whoever has it open closes it. */
  | { readonly kind: 'let-go' }

import type { ClosedCandle } from '../../../domain/market/candle.ts'

const minute = 60_000

/** One-minute candles without holes in columns; index i opened at `startTime + i` minutes. */
export interface Recording {
  readonly startTime: number
  readonly length: number
  /** open, high, low, close, volume in base, row after row. */
  readonly values: Float64Array
}

/**
 * Reads `timestamp_ms,open,high,low,close,volume` with a header line.
 * @param volumeIn 'quote' when the file counts volume in the quote currency
 * @throws Error naming the line when a row is no candle or a minute is missing
 */
export const parseRecording = (csv: string, volumeIn: 'base' | 'quote'): Recording => {
  const lines = csv.trimEnd().split('\n').slice(1)
  const values = new Float64Array(lines.length * 5)
  let startTime = 0
  for (const [index, line] of lines.entries()) {
    const cells = line.split(',').map(Number)
    const [time, open, high, low, close, volume] = cells
    if (cells.length !== 6 || cells.some((cell) => !Number.isFinite(cell))) {
      throw new Error(`line ${index + 2} is no candle: "${line}"`)
    }
    if (index === 0) startTime = time ?? 0
    if (time !== startTime + index * minute)
      throw new Error(`line ${index + 2}: a minute is missing before it`)
    const base = volumeIn === 'base' ? volume : (volume ?? 0) / (close ?? 1)
    values.set([open ?? 0, high ?? 0, low ?? 0, close ?? 0, base ?? 0], index * 5)
  }
  return { startTime, length: lines.length, values }
}

/**
 * A recording laid on a clock that begins at `origin` and goes on for ever: after its last minute the first
 * follows. Times before the origin do not exist.
 */
export class LoopedRecording {
  readonly #recording: Recording
  readonly #origin: number

  constructor(recording: Recording, origin: number) {
    this.#recording = recording
    this.#origin = origin
  }

  /** The candle that opened at the time; null before the origin. */
  at(openTime: number, provenance: ClosedCandle['provenance']): ClosedCandle | null {
    const index = (openTime - this.#origin) / minute
    if (index < 0 || !Number.isInteger(index)) return null
    const offset = (index % this.#recording.length) * 5
    const { values } = this.#recording
    return {
      openTime,
      open: values[offset] ?? Number.NaN,
      high: values[offset + 1] ?? Number.NaN,
      low: values[offset + 2] ?? Number.NaN,
      close: values[offset + 3] ?? Number.NaN,
      volume: values[offset + 4] ?? Number.NaN,
      closed: true,
      provenance,
    }
  }
}

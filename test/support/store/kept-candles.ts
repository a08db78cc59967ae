import { openCandleReader } from '../../../src-main/adapters/store/candle-reader.ts'
import { openCandleStore } from '../../../src-main/adapters/store/candle-store.ts'
import type { Clock } from '../../../src-main/engine/ports/clock.ts'
import type { Log } from '../../../src-main/engine/ports/log.ts'
import { CandleWriter } from '../../../src-main/workers/candles/candle-writer.ts'
import { SharedCandles } from '../../../src-main/workers/market/shared-candles.ts'

/** A market worker's candles and their writer on a real file, joined without threads. */
export const openKeptCandles = (file: string, clock: Clock, log: Log) => {
  const candles: SharedCandles = new SharedCandles({ reader: openCandleReader(file), log })
  const letGo = () => candles.onReply({ kind: 'let-go' })
  const store = openCandleStore(file, { onLost: letGo, onAnew: letGo })
  const writer = new CandleWriter({ store, clock, log })
  candles.connect((note) => {
    if (note.kind === 'keep') {
      writer.keep(note.batch, () => candles.onReply({ kind: 'done', number: note.number }))
    } else {
      writer.check(note.series)
      letGo()
    }
  })
  return {
    candles,
    writer,
    /** Writes what waits and closes everything. */
    close() {
      candles.close()
      writer.close()
    },
  }
}

import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Log } from '../../engine/ports/log.ts'
import { Supervised } from '../threads/supervised.ts'
import type { ThreadLogLine } from '../threads/thread-messages.ts'
import type { ThreadLink } from '../threads/worker-link.ts'
import type { CandlePort, WorkerCommand, WorkerReport } from './protocol.ts'

type Hand = (port: MessagePort) => void

interface CandleWritingParts {
  readonly start: () => ThreadLink<CandlePort, ThreadLogLine>
  readonly clock: Clock
  readonly log: Log
}

/**
 * The candle writer's thread: started when the first market worker has candles to keep, started again when it ends by
 * itself. Main only hands the ports over, and no candle passes through it.
 */
export class CandleWriting {
  readonly #parts: CandleWritingParts
  /** Market workers that asked while no writer ran. */
  readonly #waiting: Hand[] = []
  #writer: Supervised<ThreadLink<CandlePort, ThreadLogLine>> | null = null
  #closed = false

  constructor(parts: CandleWritingParts) {
    this.#parts = parts
  }

  /** Connects a market worker whenever it asks to be. */
  serve(market: ThreadLink<WorkerCommand | CandlePort, WorkerReport>): void {
    market.onReport(({ kind }) => {
      if (kind !== 'candle-port-wanted') return
      this.connect((port) => market.send({ kind: 'candle-port', port }, [port]))
    })
  }

  /** Gives a market worker its way to the writer; it asks again whenever that way has ended. */
  connect(hand: Hand): void {
    if (this.#closed) return
    this.#writer ??= this.#begin()
    const { link } = this.#writer
    if (link === null) {
      this.#waiting.push(hand)
      return
    }
    const { port1, port2 } = new MessageChannel()
    link.send({ kind: 'candle-port', port: port1 }, [port1])
    hand(port2)
  }

  /** Resolves when all that was sent to the writer is on disk. */
  async close(): Promise<void> {
    this.#closed = true
    this.#waiting.splice(0)
    await this.#writer?.close()
  }

  #begin(): Supervised<ThreadLink<CandlePort, ThreadLogLine>> {
    const { start, clock, log } = this.#parts
    return new Supervised({
      clock,
      start: () => {
        const link = start()
        link.onReport(({ level, event, fields }) => log[level](event, fields))
        return link
      },
      onDown: (failure) => log.error('candle-writer.failed', { ...failure }),
      onBack: () => {
        for (const hand of this.#waiting.splice(0)) this.connect(hand)
      },
    })
  }
}

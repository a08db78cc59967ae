import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import { CandleWriting } from '../../src-main/adapters/market-pool/candle-writing.ts'
import type { CandlePort, WorkerCommand, WorkerReport } from '../../src-main/adapters/market-pool/protocol.ts'
import { openCandleReader } from '../../src-main/adapters/store/candle-reader.ts'
import type { ThreadLogLine } from '../../src-main/adapters/threads/thread-messages.ts'
import { type ThreadLink, workerLink } from '../../src-main/adapters/threads/worker-link.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { composeTrading } from '../../src-main/shell/compose.ts'
import type { CandleWriterData } from '../../src-main/workers/candle-writer.worker.ts'
import type { CandleNote, CandleReply } from '../../src-main/workers/candles/candle-port.ts'
import type { MarketWorkerData } from '../../src-main/workers/market.worker.ts'
import { breakWorker } from '../support/breakable-worker.ts'
import { closedCandle } from '../support/candles.ts'
import { ccxtFolder } from '../support/ccxt-class.ts'
import {
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../support/exchange-simulator/start-exchange-simulator.ts'
import { demoFolder } from '../support/in-process-market.ts'
import { withoutKeys } from '../support/no-live-accounts.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, memoryLog } from '../support/test-engine.ts'

const minute = 60_000
const root = join(import.meta.dirname, '../..')

let opened: TestStore
let file: string
let log: ReturnType<typeof memoryLog>
/** The candle writers that were started, the last one running. */
let writers: ThreadLink<CandlePort, ThreadLogLine>[]
let ends: (() => Promise<void>)[]
beforeEach(() => {
  opened = openTestStore()
  file = join(opened.folder, 'market.db')
  log = memoryLog()
  writers = []
  ends = []
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  opened.close()
})

const startWriting = (): CandleWriting => {
  const data: CandleWriterData = { file }
  const writing = new CandleWriting({
    start: () => {
      const link = workerLink<CandlePort, ThreadLogLine>(
        join(root, 'test/support/breakable-candle-writer.ts'),
        data,
      )
      writers.push(link)
      return link
    },
    clock: systemClock,
    log,
  })
  ends.push(() => writing.close())
  return writing
}

const load = (source: string, symbol = 'BTC/USDT', limit = 9_999) => {
  const reader = openCandleReader(file)
  const candles = reader.load(source, symbol, '1m', null, limit)
  reader.letGo()
  return candles
}

describe('the thread that writes candles', () => {
  const now = Date.now() - (Date.now() % minute)
  /** Someone who has candles to keep, and the answers that came. */
  const client = (writing: CandleWriting) => {
    const replies: CandleReply[] = []
    const lost: true[] = []
    const joined: { port: MessagePort | null } = { port: null }
    const join = () =>
      writing.connect((port) => {
        joined.port = port
        port.on('message', (reply: CandleReply) => replies.push(reply))
        port.on('close', () => lost.push(true))
      })
    const keep = (number: number, count = 1) => {
      const candles = Array.from({ length: count }, (_, index) =>
        closedCandle(now - (number + index) * minute),
      )
      const batch = { venueId: 's', symbol: 'BTC/USDT', timeframe: '1m', candles } as const
      joined.port?.postMessage({ kind: 'keep', number, batch } satisfies CandleNote)
    }
    return { replies, lost, joined, join, keep }
  }

  test('writes what any number of others send and says so; what was sent before its end is written', async () => {
    const writing = startWriting()
    const [one, other] = [client(writing), client(writing)]
    one.join()
    other.join()
    one.keep(1)
    other.keep(2)
    await expect
      .poll(() => [one.replies, other.replies], { timeout: 10_000 })
      .toEqual([[{ kind: 'done', number: 1 }], [{ kind: 'done', number: 2 }]])
    expect(load('s')).toHaveLength(2)
    for (let number = 3; number < 300; number += 1) one.keep(number)
    await writing.close()
    expect(load('s')).toHaveLength(299)
    expect(writers).toHaveLength(1)
  })

  test('is started again when it dies, for those who ask anew', async () => {
    const writing = startWriting()
    const one = client(writing)
    one.join()
    one.keep(1)
    await expect.poll(() => one.replies, { timeout: 10_000 }).toHaveLength(1)
    breakWorker(writers[0], 'die')
    await expect.poll(() => one.lost, { timeout: 10_000 }).toHaveLength(1)
    one.joined.port = null
    one.join()
    await expect.poll(() => one.joined.port !== null, { timeout: 10_000 }).toBe(true)
    one.keep(2)
    await expect.poll(() => one.replies, { timeout: 10_000 }).toHaveLength(2)
    expect(load('s')).toHaveLength(2)
    expect(writers).toHaveLength(2)
    expect(log.lines).toMatchObject([{ level: 'error', event: 'candle-writer.failed' }])
  })

  test('ends at once when nobody ever had anything to keep', async () => {
    await startWriting().close()
    expect(writers).toEqual([])
  })

  test('throws a file away that turns out broken, and lets those know who read it', async () => {
    const writing = startWriting()
    const one = client(writing)
    one.join()
    one.keep(1, 5_000)
    await expect.poll(() => one.replies, { timeout: 10_000 }).toHaveLength(1)
    await writing.close()
    const bytes = readFileSync(file)
    bytes.fill(0xff, bytes.length / 2)
    writeFileSync(file, bytes)

    const again = startWriting()
    const two = client(again)
    two.join()
    const series = { venueId: 's', symbol: 'BTC/USDT', timeframe: '1m' } as const
    two.joined.port?.postMessage({ kind: 'unreadable', series } satisfies CandleNote)
    await expect.poll(() => two.replies.map(({ kind }) => kind), { timeout: 10_000 }).toContain('let-go')
    two.keep(1)
    await expect.poll(() => two.replies.map(({ kind }) => kind)).toContain('done')
    expect(load('s')).toHaveLength(1)
    expect(log.lines).toMatchObject([{ level: 'warn', event: 'market-db.recreated' }])
  })
})

describe('the candles of an exchange', () => {
  const pairs = ['BTC/USDT', 'ETH/USDT'] as const

  const startEngine = async (prefix: string): Promise<Engine> => {
    const writing = startWriting()
    const engine = composeTrading({
      ...withoutKeys,
      store: opened.store,
      log,
      clock: systemClock,
      ids: countingIds(prefix),
      seed: 1,
      startMarket: (startAt) => {
        const data: MarketWorkerData = {
          demo: { folder: demoFolder, startAt, speed: 60, seed: 1 },
          exchangeFolder: ccxtFolder,
          candlesFile: file,
        }
        const link = workerLink<WorkerCommand | CandlePort, WorkerReport>(
          join(root, 'src-main/workers/market.worker.ts'),
          data,
        )
        writing.serve(link)
        return link
      },
    })
    await engine.start()
    ends.push(() => engine.stop())
    return engine
  }
  const endAll = async () => {
    for (const end of ends.splice(0).reverse()) await end()
  }
  const configOf = ({ restUrl, wsUrl }: ExchangeSimulator) =>
    ({
      id: 'okx',
      name: 'OKX',
      kind: 'exchange',
      exchangeId: 'okx',
      network: 'live',
      restUrl,
      wsUrl,
    }) as const

  test('are kept as they are fetched and streamed, through the death of the writer and a restart', async () => {
    // Ten seconds before a minute's end, so that a candle closes soon.
    const startAt = Date.now() - (Date.now() % minute) + 50_000
    const simulator = await startExchangeSimulator({
      exchange: 'okx',
      symbols: [...pairs],
      seed: 5,
      startAt,
      clock: 'market',
      tradesPerMinute: 240,
    })
    const { counts, market } = simulator.control
    const source = `okx ${simulator.restUrl}`
    const first = await startEngine('a-')
    expect(await first.venues.connect(configOf(simulator))).toMatchObject({ ok: true })
    const bots = pairs.map((symbol) => ({
      ...demoBot(symbol, symbol, { allocation: '100' }),
      venueId: 'okx',
    }))
    expect(await first.command((engine) => engine.startBots(bots))).toMatchObject({ ok: true })
    const keptOf = () => pairs.map((symbol) => load(source, symbol).length)
    await expect.poll(keptOf, { timeout: 15_000 }).toEqual([1_000, 1_000])
    const asked = counts.requestsOf('candles')
    breakWorker(writers[0], 'die')
    const streamedOf = () =>
      pairs.map((symbol) => load(source, symbol).filter(({ provenance }) => provenance === 'stream').length)
    await expect.poll(streamedOf, { timeout: 30_000 }).toEqual([1, 1])
    expect(writers).toHaveLength(2)
    await endAll()

    counts.clear()
    const second = await startEngine('b-')
    ends.unshift(() => simulator.close())
    const streaming = () => second.books.venues.get('okx')?.state === 'live' && counts.requestsOf('candles')
    // One request a pair, for what is missing and the newest three; the first run took its history in many.
    await expect.poll(streaming, { timeout: 15_000 }).toBe(pairs.length)
    expect(asked).toBeGreaterThanOrEqual(6 * pairs.length)
    const [symbol] = pairs
    const query = { symbol, timeframe: '1m', before: null, limit: 1_000 } as const
    await expect
      .poll(async () => (await second.candles('okx', query)).at(-1)?.openTime)
      .toBe(market.time - (market.time % minute) - minute)
    expect(counts.requestsOf('candles')).toBe(pairs.length)
  })

  test('of two of its networks are kept apart', async () => {
    const simulator = await startExchangeSimulator({ exchange: 'okx', symbols: [...pairs], seed: 5 })
    ends.unshift(() => simulator.close())
    const engine = await startEngine('a-')
    const [symbol] = pairs
    const query = { symbol, timeframe: '1m', before: null, limit: 5 } as const
    const live = configOf(simulator)
    const demo = { ...live, id: 'okx-demo', name: 'OKX demo', network: 'demo' } as const
    for (const config of [live, demo]) {
      expect(await engine.venues.connect(config)).toMatchObject({ ok: true })
      expect(await engine.candles(config.id, query)).toHaveLength(5)
      const source = `${config.id} ${simulator.restUrl}`
      await expect.poll(() => load(source, symbol).length, { timeout: 10_000 }).toBe(5)
    }
  })
})

import { Worker } from 'node:worker_threads'
import { SharedMarks } from '../../../src-main/adapters/market-pool/shared-marks.ts'
import { withReadingsOfEach } from '../../../src-main/adapters/market-pool/shared-readings.ts'
import { defaultsOf } from '../../../src-main/domain/parameters.ts'
import { meanReversion } from '../../../src-main/domain/strategies/mean-reversion.ts'
import type { Clock } from '../../../src-main/engine/ports/clock.ts'
import { MarketShard } from '../../../src-main/workers/market/market-shard.ts'
import { formingCandle } from '../../support/candles.ts'
import { settled } from '../../support/fake-clock.ts'
import { ScriptedFeed } from '../../support/scripted-feed.ts'
import type { Entry } from '../support/entry.ts'
import { interleave } from '../support/interleave.ts'
import type { Measurement } from '../support/report.ts'

const symbol = 'BTC/USDT'
const many = 100
/** Enough for the higher timeframe too. */
const historyMinutes = 2_000
const secondsPerMinute = 60
const minutesPerRound = 50
const rounds = 15
const warmUp = 3
const readEveryMs = 5_000

/** Time that goes on when it is told to, with nothing between it and what is due: only the shard's work is measured. */
class SteppedClock implements Clock {
  #now = 0
  readonly #periodic: { readonly periodMs: number; readonly call: () => void }[] = []

  now(): number {
    return this.#now
  }
  monotonic(): number {
    return this.#now
  }
  after(): () => void {
    return () => {}
  }
  every(periodMs: number, call: () => void): () => void {
    this.#periodic.push({ periodMs, call })
    return () => {}
  }
  step(ms: number): void {
    this.#now += ms
    for (const { periodMs, call } of this.#periodic) if (this.#now % periodMs === 0) call()
  }
}

/** A shard with so many bots on one pair; what it reports is posted to another thread, as in the app. */
const openShard = async (bots: number, post: (report: unknown) => void) => {
  const clock = new SteppedClock()
  const feed = new ScriptedFeed(historyMinutes)
  const info = { id: 'demo', name: 'Demo', kind: 'replay', exchangeId: null, speed: 1 } as const
  let marks = new SharedMarks()
  let readings = 0
  const shard = new MarketShard(
    async () => ({ info, feed }),
    clock,
    (report) => {
      post(report)
      if (report.kind === 'marks') marks = new SharedMarks(report.memory)
      if (report.kind !== 'messages') return
      marks.take()
      for (const { kind } of withReadingsOfEach(report.messages)) if (kind === 'reading') readings += 1
    },
  )
  shard.addVenue({ info, feed })
  for (let bot = 1; bot <= bots; bot += 1) {
    const about = {
      botId: `b${bot}`,
      venueId: 'demo',
      symbol,
      timeframe: '1m',
      version: bot,
    } as const
    const parameters = defaultsOf(meanReversion.parameters)
    shard.handle({
      kind: 'assign',
      task: { ...about, strategyId: meanReversion.id, parameters, readEveryMs },
    })
  }
  await settled()
  const form = (second: number) => {
    const close = 100 + Math.sin(feed.minute + second / 7)
    const candle = formingCandle(feed.marketTime(), {
      high: close + 1,
      low: close - 1,
      close,
      volume: 1 + second,
    })
    feed.emit({ kind: 'forming', symbol, timeframe: '1m', candle })
  }
  /** CPU of this thread for a minute of the market: µs. */
  const perMinute = (): number => {
    const before = process.threadCpuUsage()
    for (let minute = 0; minute < minutesPerRound; minute += 1) {
      for (let second = 0; second < secondsPerMinute; second += 1) {
        form(second)
        clock.step(1_000)
      }
      feed.close1m()
    }
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / minutesPerRound
  }
  return { perMinute, readings: () => readings }
}

/** What bots cost that read the same: they share the series, its indicators and what the strategy reads. */
export const analysisSharing: Entry = {
  names: ['analysis.sharing'],
  async run(say): Promise<readonly Measurement[]> {
    say(
      `analysis.sharing: CPU of a market worker's parts per minute of one pair with ${many} bots, and with one`,
    )
    say(
      'analysis.sharing: the candle in progress changes each second and is read every 5 s, and at its close',
    )
    const listener = new Worker("require('node:worker_threads').parentPort.on('message', () => {})", {
      eval: true,
    })
    try {
      const post = (report: unknown) => listener.postMessage(report)
      const [one, all] = [await openShard(1, post), await openShard(many, post)]
      const [ofOne = [], ofAll = []] = await interleave([one.perMinute, all.perMinute], { rounds, warmUp })
      if (one.readings() < (rounds + warmUp) * minutesPerRound) throw new Error('the bots are not warm')
      if (all.readings() !== many * one.readings()) throw new Error('not every bot read the same')
      return [
        {
          ...{ name: 'analysis.sharing', unit: 'µs', samples: ofAll },
          baselines: [{ name: 'one bot', samples: ofOne }],
          goal: { words: '≤ 3 × one bot', met: ({ ratio }) => ratio >= 1 / 3 },
        },
      ]
    } finally {
      await listener.terminate()
    }
  },
}

import { afterEach, describe, expect, test } from 'vitest'
import type { ClosedCandle } from '../../../src-main/domain/market/candle.ts'
import { type Timeframe, timeframeMs } from '../../../src-main/domain/market/timeframe.ts'
import type { CandleQuery } from '../../../src-main/engine/ports/market-feed.ts'
import { TimeframeSeries } from '../../../src-main/workers/market/timeframe-series.ts'
import { day, formingCandle } from '../../support/candles.ts'
import { FakeClock, settled } from '../../support/fake-clock.ts'
import { ScriptedFeed } from '../../support/scripted-feed.ts'

const minute = 60_000
const symbol = 'BTC/USDT'
const history = 130

let series: TimeframeSeries
let endTicks = () => {}
afterEach(() => {
  endTicks()
  series.end()
})

/** A series on a scripted feed, looked after every second as the market worker does. */
const open = async (timeframe: Timeframe) => {
  const feed = new ScriptedFeed(history)
  const clock = new FakeClock(day + history * minute)
  /** What the exchange tells instead of what was told before. */
  const corrected = new Map<string, Partial<ClosedCandle>>()
  const scripted = feed.candles.bind(feed)
  feed.candles = async (query: CandleQuery) => {
    const answer = await scripted(query)
    if (answer.kind === 'failed') return answer
    const value = answer.value.map((candle) => ({
      ...candle,
      ...corrected.get(`${query.timeframe} ${candle.openTime}`),
    }))
    return { kind: 'answered', value }
  }
  feed.marketTime = () => clock.now()
  const seen: { candle: ClosedCandle; live: boolean }[] = []
  const corrections: { before: ClosedCandle; candle: ClosedCandle }[] = []
  let restarts = 0
  series = new TimeframeSeries(
    { feed, symbol, timeframe, clock },
    {
      onClosed: (candle, live) => seen.push({ candle, live }),
      onForming: () => {},
      onFilling: () => {},
      onReady: () => {},
      onRestart: () => {
        restarts += 1
        seen.length = 0
      },
      onCorrected: (before, candle) => corrections.push({ before, candle }),
    },
  )
  feed.subscribe((event) => {
    if (event.kind === 'closed') series.commit(event.candle)
  })
  endTicks = clock.every(1_000, () => series.onTime(clock.now()))
  await settled()
  /** The minute in progress ends; whether the stream says so is another matter. */
  const endMinute = async (told: boolean) => {
    await clock.advance(minute - (clock.now() % minute))
    if (told) feed.close1m()
    else feed.miss1m()
    await settled()
  }
  return { feed, clock, seen, corrections, corrected, endMinute, restarts: () => restarts }
}

const timesOf = (candles: readonly ClosedCandle[]) => candles.map(({ openTime }) => openTime)
const rising = (times: readonly number[], span: number) =>
  times.every((time, index) => index === 0 || time === (times[index - 1] ?? 0) + span)

describe.each(['1m', '5m'] as const)('a series of %s candles', (timeframe) => {
  const span = timeframeMs[timeframe]

  test('fetches a candle that the stream did not tell seconds after it should have closed', async () => {
    const { clock, endMinute, seen } = await open(timeframe)
    for (let ended = 0; ended < 10; ended += 1) await endMinute(false)
    await clock.advance(5_000)
    const times = timesOf(series.tail(1_000))
    expect(times.at(-1)).toBe(day + (history + 10) * minute - span)
    expect(rising(times, span)).toBe(true)
    expect(timesOf(seen.map(({ candle }) => candle))).toEqual(times)
    expect(series.ready).toBe(true)
    expect(series.coverage().holes).toBeGreaterThan(0)
  })

  test('fetches one as soon as the next is seen in progress', async () => {
    const { feed, endMinute } = await open(timeframe)
    for (let ended = 0; ended < 7; ended += 1) await endMinute(true)
    await endMinute(false)
    series.peek(formingCandle(day + (history + 8) * minute))
    expect(series.ready).toBe(false)
    await settled()
    expect(series.ready).toBe(true)
    feed.close1m()
    await endMinute(true)
    expect(rising(timesOf(series.tail(1_000)), span)).toBe(true)
    expect(series.coverage()).toMatchObject({ holes: 1 })
  })

  test('does not ask for candles that cannot have closed yet', async () => {
    const { feed, clock, endMinute } = await open(timeframe)
    const asked = feed.asked.length
    for (let ended = 0; ended < 10; ended += 1) {
      await endMinute(true)
      await clock.advance(30_000)
    }
    expect(feed.asked).toHaveLength(asked)
  })

  test('in doubt asks the exchange itself, and goes on as before when nothing differs', async () => {
    const { feed, endMinute, seen, corrections, restarts } = await open(timeframe)
    for (let ended = 0; ended < 10; ended += 1) await endMinute(true)
    const before = seen.length
    series.doubt(day + (history + 2) * minute)
    expect(series.ready).toBe(false)
    await settled()
    expect(series.ready).toBe(true)
    expect(feed.asked.at(-1)).toMatchObject({ fresh: true })
    expect(seen).toHaveLength(before)
    expect(corrections).toEqual([])
    expect(restarts()).toBe(0)
  })

  test('takes over what the exchange tells otherwise, and lets everything be made anew from it', async () => {
    const { endMinute, seen, corrections, corrected, restarts } = await open(timeframe)
    for (let ended = 0; ended < 12; ended += 1) await endMinute(true)
    const wrong = series.tail(2)[0]
    if (wrong === undefined) throw new Error('no candle')
    corrected.set(`${timeframe} ${wrong.openTime}`, { close: wrong.close + 1, high: wrong.high + 1 })
    series.doubt(wrong.openTime)
    await settled()
    expect(corrections).toHaveLength(1)
    expect(corrections[0]?.before).toEqual(wrong)
    expect(corrections[0]?.candle).toMatchObject({ openTime: wrong.openTime, close: wrong.close + 1 })
    expect(series.tail(2)[0]).toMatchObject({ close: wrong.close + 1, provenance: 'backfilled' })
    expect(restarts()).toBe(1)
    expect(timesOf(seen.map(({ candle }) => candle))).toEqual(timesOf(series.tail(1_000)))
    expect(seen.every(({ live }) => !live)).toBe(true)
    expect(series.coverage().corrections).toBe(1)
    await endMinute(true)
    expect(rising(timesOf(series.tail(1_000)), span)).toBe(true)
  })

  test('sees a doubt that comes while it is loading', async () => {
    const { endMinute, corrections, corrected } = await open(timeframe)
    for (let ended = 0; ended < 10; ended += 1) await endMinute(true)
    const [wrong] = series.tail(1)
    if (wrong === undefined) throw new Error('no candle')
    series.doubt(wrong.openTime)
    corrected.set(`${timeframe} ${wrong.openTime}`, { volume: wrong.volume + 1 })
    series.doubt(wrong.openTime)
    await settled()
    await settled()
    expect(corrections).toHaveLength(1)
    expect(series.ready).toBe(true)
  })

  test('finds a correction that nobody told within a quarter of an hour, while analysis goes on', async () => {
    const { endMinute, corrections, corrected, seen } = await open(timeframe)
    for (let ended = 0; ended < 10; ended += 1) await endMinute(true)
    const [wrong] = series.tail(1)
    if (wrong === undefined) throw new Error('no candle')
    corrected.set(`${timeframe} ${wrong.openTime}`, { volume: wrong.volume + 1 })
    for (let ended = 0; ended < 16; ended += 1) await endMinute(true)
    expect(corrections.map(({ before }) => before)).toEqual([wrong])
    expect(seen.filter(({ live }) => live).length).toBeGreaterThan(0)
  })

  test('keeps a doubt while the exchange has no answer, and takes nothing live meanwhile', async () => {
    const { feed, clock, seen, endMinute } = await open(timeframe)
    feed.failing.add(timeframe)
    series.doubt(day + (history - 2) * minute)
    await settled()
    for (let ended = 0; ended < 10; ended += 1) await endMinute(true)
    expect(series.ready).toBe(false)
    expect(seen.filter(({ live }) => live)).toEqual([])
    feed.failing.clear()
    await clock.advance(2_000)
    expect(series.ready).toBe(true)
    expect(feed.asked.some((query) => query.fresh === true && query.timeframe === timeframe)).toBe(true)
    expect(rising(timesOf(series.tail(1_000)), span)).toBe(true)
  })
})

test('a candle that comes after one had to be made up in its place is asked about and replaces it', async () => {
  const { feed, clock, endMinute, corrections } = await open('1m')
  for (let ended = 0; ended < 3; ended += 1) await endMinute(true)
  // The exchange does not tell the minute for a while, neither by stream nor when it is asked.
  feed.lag = 1
  await endMinute(false)
  await clock.advance(20_000)
  const [madeUp] = series.tail(1)
  expect(madeUp).toMatchObject({ provenance: 'synthetic', volume: 0 })
  feed.lag = 0
  feed.repeat1m()
  await settled()
  expect(corrections.map(({ before }) => before)).toEqual([madeUp])
  expect(series.tail(1)[0]).toMatchObject({ openTime: madeUp?.openTime, provenance: 'backfilled' })
})

import { beforeEach, expect, test } from 'vitest'
import type { AnalysisMessage } from '../../../src-main/engine/ports/analysis.ts'
import { Outbox } from '../../../src-main/workers/market/outbox.ts'
import { StopWatches } from '../../../src-main/workers/market/stop-watches.ts'
import { plainStop } from '../../support/stops.ts'

let sent: AnalysisMessage[]
let outbox: Outbox
let time: number
let watches: StopWatches
beforeEach(() => {
  sent = []
  time = 0
  outbox = new Outbox({ now: () => time, send: (messages) => sent.push(...messages), taken: () => 0 })
  watches = new StopWatches({ venueId: 'v', symbol: 'BTC/USDT', outbox })
})

const trailing = plainStop({ trailRatio: 0.1 })
const trade = (price: number, receivedAt = 1) =>
  watches.onTrade({ symbol: 'BTC/USDT', price, amount: 1, time: 1 }, receivedAt)
const kinds = () => sent.map(({ kind }) => kind)

test('a stop that is touched is told at once, with the price that touched it, and only once', () => {
  watches.watch(trailing)
  trade(80, 7)
  trade(70)
  outbox.flush()
  expect(sent).toEqual([
    {
      kind: 'stop-touched',
      venueId: 'v',
      symbol: 'BTC/USDT',
      positionId: 'p',
      touched: 'stop-loss',
      price: 80,
      receivedAt: 7,
    },
  ])
})

test('a stop that moves is told with the next batch, where it stands then', () => {
  watches.watch(trailing)
  trade(110)
  trade(120)
  outbox.flush()
  expect(sent).toEqual([])
  time += 100
  outbox.flushDue()
  expect(sent).toMatchObject([
    { kind: 'stop-moved', venueId: 'v', stop: { positionId: 'p', stop: 108, peak: 120 } },
  ])
})

test('a stop that followed the price up is touched on the way down, and main hears first where it stood', () => {
  watches.watch(trailing)
  for (const price of [150, 140, 135]) trade(price)
  outbox.flush()
  expect(kinds()).toEqual(['stop-moved', 'stop-touched'])
})

test('a stop that is given again as it was planned stays where it has moved to', () => {
  watches.watch(trailing)
  trade(120)
  watches.watch({ ...trailing, breakEvenAt: 101 })
  trade(108)
  outbox.flush()
  expect(sent).toMatchObject([
    { kind: 'stop-moved', stop: { stop: 108 } },
    { kind: 'stop-touched', price: 108 },
  ])
})

test('a position of which a part is taken stays watched, and main hears first what may be kept', () => {
  watches.watch({ ...trailing, trailRatio: null, targets: [{ price: 110, keep: 0.5 }] })
  for (const price of [110, 111, 89]) trade(price)
  outbox.flush()
  expect(sent).toMatchObject([
    { kind: 'stop-moved', stop: { keep: 0.5, targets: [] } },
    { kind: 'stop-touched', touched: 'target', price: 110 },
    { kind: 'stop-touched', touched: 'stop-loss', price: 89 },
  ])
})

test('a stop expires at the last price while nothing trades, and not before there was one', () => {
  watches.watch({ ...trailing, expiresAt: 1_000 })
  watches.onTime(2_000, 5)
  outbox.flush()
  expect(sent).toEqual([])
  trade(99)
  watches.onTime(999, 6)
  watches.onTime(1_000, 7)
  outbox.flush()
  expect(sent).toMatchObject([{ kind: 'stop-touched', touched: 'time', price: 99, receivedAt: 7 }])
})

test('a new stop meets no price from before its entry, however long nothing was watched', () => {
  watches.watch(trailing)
  trade(80)
  watches.end('p')
  const entered = { ...trailing, positionId: 'q', plannedAt: 100, stop: 120 }
  watches.watch(entered)
  watches.onTime(101, 2)
  watches.end('q')
  // Unwatched, the market goes on to where the next entry is.
  watches.onTrade({ symbol: 'BTC/USDT', price: 150, amount: 1, time: 100 }, 3)
  watches.watch(entered)
  watches.onTime(102, 4)
  outbox.flush()
  expect(sent).toMatchObject([{ kind: 'stop-touched', positionId: 'p' }])
  watches.onTrade({ symbol: 'BTC/USDT', price: 119, amount: 1, time: 103 }, 5)
  outbox.flush()
  expect(sent.at(-1)).toMatchObject({ kind: 'stop-touched', positionId: 'q', price: 119 })
})

test('a stop that is given again is watched again, one that ended is not', () => {
  watches.watch(trailing)
  trade(80)
  watches.watch({ ...trailing, plannedAt: 1, stop: 70 })
  trade(75)
  trade(69)
  watches.end('p')
  trade(1)
  outbox.flush()
  expect(sent.map((message) => ('price' in message ? message.price : null))).toEqual([80, 69])
  expect(watches.size).toBe(0)
})

import { beforeEach, expect, test } from 'vitest'
import type { Stop } from '../../../src-main/domain/risk/stop.ts'
import type { AnalysisMessage } from '../../../src-main/engine/ports/analysis.ts'
import { Outbox } from '../../../src-main/workers/market/outbox.ts'
import { StopWatches } from '../../../src-main/workers/market/stop-watches.ts'

let sent: AnalysisMessage[]
let outbox: Outbox
let watches: StopWatches
beforeEach(() => {
  sent = []
  outbox = new Outbox({ send: (messages) => sent.push(...messages), taken: () => 0 })
  watches = new StopWatches({ venueId: 'v', symbol: 'BTC/USDT', outbox })
})

const trailing: Stop = { positionId: 'p', stop: 90, trailRatio: 0.1, takeProfit: null, peak: 100 }
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
      touched: 'stop',
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
  outbox.flushAll()
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

test('a stop that is given again is watched again, one that ended is not', () => {
  watches.watch(trailing)
  trade(80)
  watches.watch({ ...trailing, stop: 70 })
  trade(75)
  trade(69)
  watches.end('p')
  trade(1)
  outbox.flush()
  expect(sent.map((message) => ('price' in message ? message.price : null))).toEqual([80, 69])
  expect(watches.size).toBe(0)
})

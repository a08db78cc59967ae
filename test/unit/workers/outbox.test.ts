import { describe, expect, test } from 'vitest'
import type { AnalysisMessage, Quote } from '../../../src-main/engine/ports/analysis.ts'
import { Outbox } from '../../../src-main/workers/market/outbox.ts'
import { closedCandle, day, formingCandle } from '../../support/candles.ts'
import { settled } from '../../support/fake-clock.ts'
import { plainStop } from '../../support/stops.ts'

const about = { venueId: 'demo', symbol: 'BTC/USDT' } as const
const quote = (last: number, symbol = 'BTC/USDT'): Quote => ({ symbol, last, amount: 1, time: last })
const note = (botId: string): AnalysisMessage => ({
  kind: 'warm-up',
  botId,
  symbol: 'BTC/USDT',
  version: 1,
  have: 0,
  need: 1,
  fillingSince: null,
})
const forming = (close: number) =>
  ({
    kind: 'forming',
    venueId: 'demo',
    symbol: 'BTC/USDT',
    timeframe: '1m',
    candle: formingCandle(day, { close }),
  }) as const
const closed = (close: number) =>
  ({ ...about, kind: 'closed', timeframe: '1m', candle: closedCandle(day, { close }) }) as const
const side = { entry: [], exit: [], confidence: 0, stop: null }
const reading = (price: number, final: boolean): Extract<AnalysisMessage, { kind: 'reading' }> => ({
  ...{ kind: 'reading', botId: 'b1', symbol: 'BTC/USDT', version: 1, price, final },
  ...{ reading: { long: side, short: null }, marketTime: day, trueRange: null, receivedAt: 0 },
})
const stop = plainStop({ trailRatio: 0.1 })
const moved = (at: number) => ({ kind: 'stop-moved', venueId: 'demo', stop: { ...stop, stop: at } }) as const
const touched: Extract<AnalysisMessage, { kind: 'stop-touched' }> = {
  ...{ ...about, kind: 'stop-touched', positionId: stop.positionId },
  ...{ touched: 'stop-loss', price: 1, receivedAt: 0 },
}

const opened = () => {
  const batches: (readonly AnalysisMessage[])[] = []
  const main = { takes: true, taken: 0 }
  let time = 0
  const outbox = new Outbox({
    now: () => time,
    send: (messages) => {
      batches.push(messages)
      if (main.takes) main.taken += 1
    },
    taken: () => main.taken,
  })
  const told = () =>
    batches.flat().map((message) => {
      if (message.kind === 'quotes') return `${message.quotes[0]?.symbol} ${message.quotes[0]?.last}`
      if (message.kind === 'warm-up') return message.botId
      if (message.kind === 'reading') return `${message.final ? 'final' : 'so far'} ${message.price}`
      if (message.kind === 'stop-moved') return `moved to ${message.stop.stop}`
      return message.kind === 'forming' ? `forming ${message.candle.close}` : message.kind
    })
  /** Main stops taking, and so much was sent meanwhile that it is behind. */
  const fallBehind = () => {
    main.takes = false
    for (let batch = 0; batch < 17; batch += 1) {
      outbox.push(note('busy'))
      outbox.flush()
    }
    batches.splice(0)
  }
  const catchUp = () => {
    main.takes = true
    main.taken += 17
  }
  const pass = (ms: number) => {
    time += ms
    outbox.flushDue()
  }
  /** When everything that waits is due. */
  const later = () => pass(100)
  return { outbox, batches, told, main, fallBehind, catchUp, pass, later }
}

describe('messages towards main', () => {
  test('a price that was decided on goes out before the decision', () => {
    const { outbox, later, told } = opened()
    outbox.quote('demo', quote(1))
    outbox.quote('demo', quote(2))
    outbox.push(note('b1'), 'demo', 'BTC/USDT')
    outbox.flush()
    expect(told()).toEqual(['BTC/USDT 2', 'b1'])
    later()
    expect(told()).toHaveLength(2)
  })

  test('the prices of other pairs and venues wait', () => {
    const { outbox, later, told } = opened()
    outbox.quote('demo', quote(1, 'ETH/USDT'))
    outbox.quote('other', quote(2))
    outbox.push(note('b1'), 'demo', 'BTC/USDT')
    outbox.flush()
    expect(told()).toEqual(['b1'])
    later()
    expect(told()).toEqual(['b1', 'ETH/USDT 1', 'BTC/USDT 2'])
  })

  test('a price alone waits for its time; the newest wins', () => {
    const { outbox, later, batches, told } = opened()
    outbox.quote('demo', quote(1))
    outbox.quote('demo', quote(2))
    outbox.flush()
    expect(batches).toEqual([])
    later()
    expect(told()).toEqual(['BTC/USDT 2'])
  })

  test('the prices of many pairs go one after the other, each when it has waited long enough', () => {
    const { outbox, told, pass } = opened()
    for (const [index, symbol] of ['A', 'B', 'C'].entries()) {
      outbox.quote('demo', quote(1, symbol))
      pass(index === 2 ? 79 : 10)
    }
    expect(told()).toEqual([])
    pass(1)
    expect(told()).toEqual(['A 1'])
    outbox.quote('demo', quote(2, 'B'))
    outbox.quote('demo', quote(2, 'A'))
    pass(10)
    expect(told()).toEqual(['A 1', 'B 2'])
    pass(10)
    expect(told()).toEqual(['A 1', 'B 2', 'C 1'])
    pass(80)
    expect(told()).toEqual(['A 1', 'B 2', 'C 1', 'A 2'])
  })

  test('keep their order and go out in one batch, once', () => {
    const { outbox, batches, told } = opened()
    outbox.push(note('b1'))
    outbox.push(note('b2'))
    outbox.flush()
    outbox.flush()
    expect(batches).toHaveLength(1)
    expect(told()).toEqual(['b1', 'b2'])
  })

  test('the newest candle in progress goes out with the rest, unless it has closed', () => {
    const { outbox, later, told } = opened()
    outbox.forming('k', forming(1))
    outbox.forming('k', forming(2))
    outbox.forming('gone', forming(3))
    outbox.dropForming('gone')
    outbox.quote('demo', quote(9))
    later()
    expect(told()).toEqual(['BTC/USDT 9', 'forming 2'])
    later()
    expect(told()).toHaveLength(2)
  })
})

describe('while main is behind', () => {
  test('what the newest replaces is held back, and goes once main has caught up', () => {
    const { outbox, later, told, fallBehind, catchUp } = opened()
    fallBehind()
    for (const value of [1, 2]) {
      outbox.quote('demo', quote(value))
      outbox.forming('k', forming(value))
      outbox.stopMoved(moved(value))
      outbox.reading(reading(value, false), 'demo')
      later()
    }
    expect(told()).toEqual([])
    catchUp()
    later()
    expect(told()).toEqual(['BTC/USDT 2', 'so far 2', 'forming 2', 'moved to 2'])
    later()
    expect(told()).toHaveLength(4)
  })

  test('what must not be lost goes at once, each, after the price that it was decided on', () => {
    const { outbox, told, fallBehind } = opened()
    fallBehind()
    for (const value of [1, 2]) {
      outbox.quote('demo', quote(value))
      outbox.push(closed(value), 'demo', 'BTC/USDT')
      outbox.reading(reading(value, true), 'demo')
      outbox.flush()
    }
    outbox.stopMoved(moved(3))
    outbox.stopTouched(touched)
    outbox.flush()
    const each = (value: number) => [`BTC/USDT ${value}`, 'closed', `final ${value}`]
    expect(told()).toEqual([...each(1), ...each(2), 'moved to 3', 'stop-touched'])
  })

  test('a reading that is held back is dropped when a later one goes', () => {
    const { outbox, later, told, fallBehind, catchUp } = opened()
    fallBehind()
    outbox.reading(reading(1, false), 'demo')
    outbox.reading(reading(2, true), 'demo')
    outbox.reading(reading(3, false), 'demo')
    catchUp()
    outbox.reading(reading(4, false), 'demo')
    later()
    expect(told()).toEqual(['final 2', 'so far 4'])
  })

  test('16 batches are no delay yet', () => {
    const { outbox, later, told, fallBehind, main } = opened()
    fallBehind()
    main.taken += 1
    outbox.quote('demo', quote(1))
    later()
    expect(told()).toEqual(['BTC/USDT 1'])
    outbox.quote('demo', quote(2))
    later()
    expect(told()).toHaveLength(1)
  })

  test('of one turn go together when it ends, once', async () => {
    const { outbox, batches, told } = opened()
    for (const bot of ['b1', 'b2', 'b3']) {
      outbox.push(note(bot))
      outbox.flushSoon()
    }
    expect(batches).toEqual([])
    await settled()
    expect(batches).toHaveLength(1)
    outbox.flushSoon()
    await settled()
    expect(told()).toEqual(['b1', 'b2', 'b3'])
    expect(batches).toHaveLength(1)
  })

  test('do not wait for the end of the turn when they are many, or when a stop was touched', async () => {
    const { outbox, batches, told } = opened()
    for (let bot = 1; bot <= 40; bot += 1) {
      outbox.push(note(`b${bot}`))
      outbox.flushSoon()
    }
    expect(batches.map((batch) => batch.length)).toEqual([32])
    outbox.stopTouched(touched)
    outbox.flushSoon()
    expect(told()).toHaveLength(41)
    expect(told().at(-1)).toBe('stop-touched')
    await settled()
    expect(told()).toHaveLength(41)
  })
})

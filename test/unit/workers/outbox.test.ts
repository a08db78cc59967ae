import { describe, expect, test } from 'vitest'
import type { AnalysisMessage, Quote } from '../../../src-main/engine/ports/analysis.ts'
import { Outbox } from '../../../src-main/workers/market/outbox.ts'
import { day, formingCandle } from '../../support/candles.ts'

const quote = (last: number, symbol = 'BTC/USDT'): Quote => ({ symbol, last, amount: 1, time: last })
const note = (botId: string): AnalysisMessage => ({
  kind: 'warm-up',
  botId,
  symbol: 'BTC/USDT',
  version: 1,
  have: 0,
  need: 1,
})
const forming = (close: number): AnalysisMessage => ({
  kind: 'forming',
  venueId: 'demo',
  symbol: 'BTC/USDT',
  timeframe: '1m',
  candle: formingCandle(day, { close }),
})

const opened = () => {
  const batches: (readonly AnalysisMessage[])[] = []
  const outbox = new Outbox((messages) => batches.push(messages))
  const told = () =>
    batches.flat().map((message) => {
      if (message.kind === 'quotes') return `${message.quotes[0]?.symbol} ${message.quotes[0]?.last}`
      if (message.kind === 'warm-up') return message.botId
      return message.kind === 'forming' ? `forming ${message.candle.close}` : message.kind
    })
  return { outbox, batches, told }
}

describe('messages towards main', () => {
  test('a price that was decided on goes out before the decision', () => {
    const { outbox, told } = opened()
    outbox.quote('demo', quote(1))
    outbox.quote('demo', quote(2))
    outbox.push(note('b1'), 'demo', 'BTC/USDT')
    outbox.flush()
    expect(told()).toEqual(['BTC/USDT 2', 'b1'])
    outbox.flushAll()
    expect(told()).toHaveLength(2)
  })

  test('the prices of other pairs and venues wait', () => {
    const { outbox, told } = opened()
    outbox.quote('demo', quote(1, 'ETH/USDT'))
    outbox.quote('other', quote(2))
    outbox.push(note('b1'), 'demo', 'BTC/USDT')
    outbox.flush()
    expect(told()).toEqual(['b1'])
    outbox.flushAll()
    expect(told()).toEqual(['b1', 'ETH/USDT 1', 'BTC/USDT 2'])
  })

  test('a price alone waits for its time; the newest wins', () => {
    const { outbox, batches, told } = opened()
    outbox.quote('demo', quote(1))
    outbox.quote('demo', quote(2))
    outbox.flush()
    expect(batches).toEqual([])
    outbox.flushAll()
    expect(told()).toEqual(['BTC/USDT 2'])
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
    const { outbox, told } = opened()
    outbox.forming('k', forming(1))
    outbox.forming('k', forming(2))
    outbox.forming('gone', forming(3))
    outbox.dropForming('gone')
    outbox.quote('demo', quote(9))
    outbox.flushAll()
    expect(told()).toEqual(['BTC/USDT 9', 'forming 2'])
    outbox.flushAll()
    expect(told()).toHaveLength(2)
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import { FeedPublisher } from '../../../src-main/shell/ipc/feed-publisher.ts'
import type { FeedBody, FeedMessage } from '../../../src-preload/contract/feed.ts'
import { closedCandle, day, formingCandle } from '../../support/candles.ts'
import { FakeBodies } from '../../support/fake-bodies.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { memoryLog } from '../../support/test-engine.ts'

const chart = { venueId: 'demo', symbol: 'BTC/USDT', timeframe: '1m' } as const
const chartTopic = { topic: 'candles', ...chart } as const

let bodies: FakeBodies
let clock: FakeClock
let log: ReturnType<typeof memoryLog>
let sent: FeedMessage[]
let publisher: FeedPublisher
beforeEach(() => {
  bodies = new FakeBodies()
  clock = new FakeClock()
  log = memoryLog()
  sent = []
  publisher = new FeedPublisher({
    bodies: bodies.asTopicBodies,
    clock,
    log,
    send: (message) => sent.push(message),
  })
})
const kinds = () => sent.map((message) => message.body.kind)
const of = (kind: FeedBody['kind']) => sent.filter((message) => message.body.kind === kind)
const tick = (close = 100) =>
  bodies.changes.announce({ kind: 'candle', ...chart, candle: formingCandle(day, { close }) })

describe('the feed to the window', () => {
  test('is numbered without a gap, from the snapshot on', async () => {
    const { seq } = await publisher.watch([chartTopic, { topic: 'bots' }])
    sent.length = 0
    for (let index = 0; index < 20; index += 1) {
      tick(index + 1)
      bodies.changes.announce({ kind: 'bot', id: 'b1' })
      await clock.advance(100)
    }
    expect(sent.length).toBeGreaterThan(20)
    expect(sent.map((message) => message.seq)).toEqual(sent.map((_, index) => seq + 1 + index))
  })

  test('tells a topic at most ten times a second, the newest value', async () => {
    await publisher.watch([chartTopic])
    for (let index = 1; index <= 1_000; index += 1) {
      tick(index)
      await clock.advance(1)
    }
    const told = of('candles').map(({ body }) => (body.kind === 'candles' ? body.changed : []))
    expect(told).toHaveLength(10)
    expect(told.map((rows) => rows.map((row) => row[4]))).toEqual(
      Array.from({ length: 10 }, (_, index) => [(index + 1) * 100]),
    )
  })

  test('tells of bots that come to be halted when the engine’s state changes', async () => {
    await publisher.watch([{ topic: 'bots' }])
    bodies.halted = ['b1']
    bodies.changes.announce({ kind: 'engine' })
    await clock.advance(500)
    expect(of('bots').map(({ body }) => body)).toEqual([{ kind: 'bots', changed: ['b1'], removed: [] }])
  })

  test('tells tables at most four times a second', async () => {
    await publisher.watch([{ topic: 'bots' }])
    sent.length = 0
    for (let index = 0; index < 1_000; index += 10) {
      bodies.changes.announce({ kind: 'bot', id: 'b1' })
      await clock.advance(10)
    }
    expect(of('bots').length).toBeLessThanOrEqual(4)
    expect(of('bots').length).toBeGreaterThanOrEqual(3)
  })

  test('tells of the engine at most ten times a second, and every second when nothing happens', async () => {
    await clock.advance(1_000)
    sent.length = 0
    await clock.advance(5_000)
    expect(of('engine').length).toBeGreaterThanOrEqual(5)
    sent.length = 0
    for (let index = 0; index < 1_000; index += 10) {
      bodies.changes.announce({ kind: 'engine' })
      await clock.advance(10)
    }
    expect(of('engine').length).toBeLessThanOrEqual(10)
    expect(of('engine').length).toBeGreaterThan(1)
  })

  test('tells alerts at once', () => {
    bodies.changes.announce({ kind: 'alerts-changed' })
    expect(kinds()).toEqual(['alerts'])
  })
})

describe('a snapshot', () => {
  test('has everything on the list, and what came before it is not told again', async () => {
    await publisher.watch([chartTopic])
    tick()
    const { seq, bodies: all } = await publisher.watch([{ topic: 'bots' }, { topic: 'fills' }])
    expect(all.map(({ kind }) => kind)).toEqual(['bots', 'fills'])
    expect(seq).toBe(sent.at(-1)?.seq)
    const before = sent.length
    await clock.advance(100)
    expect(sent.slice(before).map(({ body }) => body.kind)).not.toContain('candles')
  })

  test('loses no candle that closes while its history is being asked for', async () => {
    let answer: (bodies: FeedBody[]) => void = () => {}
    bodies.history = new Promise((resolve) => {
      answer = resolve
    })
    const watching = publisher.watch([chartTopic])
    bodies.changes.announce({ kind: 'candle', ...chart, candle: closedCandle(day, { close: 107 }) })
    answer([{ kind: 'candles', ...chart, changed: [] }])
    const { seq } = await watching
    const told = of('candles').flatMap(({ body }) => (body.kind === 'candles' ? body.changed : []))
    expect(told.map((row) => row[4])).toEqual([107])
    expect(seq).toBe(sent.at(-1)?.seq)
  })

  test('makes the market workers send the charts on the list', async () => {
    await publisher.watch([chartTopic])
    await publisher.watch([])
    expect(bodies.watched).toEqual([[chartTopic], []])
  })
})

describe('while the window is hidden', () => {
  beforeEach(async () => {
    await publisher.watch([chartTopic, { topic: 'bots' }])
    await clock.advance(100)
    sent.length = 0
    publisher.setVisible(false)
  })

  test('nothing goes out but alerts', async () => {
    tick()
    bodies.changes.announce({ kind: 'bot', id: 'b1' })
    bodies.changes.announce({ kind: 'engine' })
    bodies.changes.announce({ kind: 'alerts-changed' })
    await clock.advance(10_000)
    expect(kinds()).toEqual(['alerts'])
  })

  test('what changed is forgotten, and the gap in the numbers says so', async () => {
    tick(1)
    bodies.changes.announce({ kind: 'alerts-changed' })
    const last = sent.at(-1)?.seq ?? Number.NaN
    publisher.setVisible(true)
    await clock.advance(1_000)
    expect(of('candles')).toEqual([])
    expect(sent[1]?.seq).toBe(last + 2)
  })

  test('being told again that it is hidden or shown changes nothing', async () => {
    publisher.setVisible(false)
    publisher.setVisible(true)
    publisher.setVisible(true)
    bodies.changes.announce({ kind: 'alerts-changed' })
    const first = sent.at(-1)?.seq ?? Number.NaN
    bodies.changes.announce({ kind: 'alerts-changed' })
    expect(sent.at(-1)?.seq).toBe(first + 1)
  })
})

test('after its end nothing is sent and no chart is watched', async () => {
  await publisher.watch([chartTopic])
  publisher.close()
  sent.length = 0
  tick()
  bodies.changes.announce({ kind: 'alerts-changed' })
  await clock.advance(5_000)
  expect(sent).toEqual([])
  expect(bodies.watched.at(-1)).toEqual([])
})

describe('a body that cannot be made', () => {
  const fail = (message: string) => () => {
    throw new Error(message)
  }

  test('keeps nothing else from being told, and is logged once', async () => {
    bodies.engine = fail('cannot combine USDT with USD')
    await publisher.watch([chartTopic])
    for (let index = 0; index < 20; index += 1) {
      tick(index + 1)
      await clock.advance(100)
    }
    expect(of('candles')).toHaveLength(20)
    expect(log.lines).toMatchObject([{ level: 'error', event: 'feed.failed' }])
  })

  test('does not reach the one who announces', () => {
    bodies.alerts = fail('no such table')
    expect(() => bodies.changes.announce({ kind: 'alerts-changed' })).not.toThrow()
    expect(log.lines).toHaveLength(1)
  })

  test('for ever new reasons fills no log', async () => {
    let count = 0
    bodies.engine = () => {
      count += 1
      return fail(`reason ${count}`)()
    }
    await clock.advance(60_000)
    expect(count).toBeGreaterThan(100)
    expect(log.lines).toHaveLength(20)
  })
})

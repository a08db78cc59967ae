import { beforeEach, describe, expect, test } from 'vitest'
import { demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import type { WorkerReport } from '../../../src-main/adapters/market-pool/protocol.ts'
import type { ShardVenue } from '../../../src-main/workers/market/open-venue.ts'
import { VenueDoor } from '../../../src-main/workers/market/venue-door.ts'
import { settled } from '../../support/fake-clock.ts'
import { ScriptedFeed } from '../../support/scripted-feed.ts'

interface Asked {
  readonly feed: ScriptedFeed
  readonly finish: () => void
  readonly fail: () => void
}

let asked: Asked[]
let reports: WorkerReport[]
let opened: ShardVenue[]
let door: VenueDoor
beforeEach(() => {
  asked = []
  reports = []
  opened = []
  door = new VenueDoor({
    open: ({ id }) =>
      new Promise((resolve, reject) => {
        const feed = new ScriptedFeed(1)
        const info = { id, name: id, kind: 'replay', exchangeId: null, speed: 1 } as const
        asked.push({
          feed,
          finish: () => resolve({ info, feed }),
          fail: () => reject(new Error('no module')),
        })
      }),
    report: (report) => reports.push(report),
    opened: (venue) => opened.push(venue),
  })
})

const answers = () =>
  reports.map((report) => (report.kind === 'answer' ? [report.question, report.value.kind] : report.kind))
const watch = { kind: 'watch-quotes', venueId: 'demo', symbol: 'BTC/USDT', on: true } as const

describe('a venue that is being opened', () => {
  test('is made once for all who ask', async () => {
    void door.open(1, demoVenue, undefined)
    void door.open(2, demoVenue, undefined)
    expect(asked).toHaveLength(1)
    asked[0]?.finish()
    await settled()
    expect(opened).toHaveLength(1)
    expect(answers()).toEqual([
      [1, 'answered'],
      [2, 'answered'],
    ])
  })

  test('keeps what is asked of it meanwhile', async () => {
    expect(door.keeps(watch, new Map())).toBe(false)
    void door.open(1, demoVenue, undefined)
    expect(door.keeps(watch, new Map())).toBe(true)
    expect(door.takeWaiting('demo')).toEqual([watch])
  })

  test('is made anew by the next who asks when it could not be made, and still keeps what was asked', async () => {
    void door.open(1, demoVenue, undefined)
    door.keeps(watch, new Map())
    asked[0]?.fail()
    await settled()
    void door.open(2, demoVenue, undefined)
    asked[1]?.finish()
    await settled()
    expect(answers()).toEqual([
      [1, 'failed'],
      [2, 'answered'],
    ])
    expect(door.takeWaiting('demo')).toEqual([watch])
  })

  test('never opens when it is closed meanwhile, and leaves no feed behind', async () => {
    void door.open(1, demoVenue, undefined)
    door.forget('demo')
    asked[0]?.finish()
    await settled()
    expect(opened).toEqual([])
    expect(answers()).toEqual([[1, 'failed']])
    expect(asked[0]?.feed.closed).toBe(true)
    expect(door.keeps(watch, new Map())).toBe(false)
  })

  test('is another one when it is closed and opened again meanwhile, whichever is ready first', async () => {
    void door.open(1, demoVenue, undefined)
    door.forget('demo')
    void door.open(2, demoVenue, undefined)
    door.keeps(watch, new Map())
    asked[1]?.finish()
    await settled()
    asked[0]?.finish()
    await settled()
    expect(opened.map(({ feed }) => feed)).toEqual([asked[1]?.feed])
    expect([asked[0]?.feed.closed, asked[1]?.feed.closed]).toEqual([true, false])
    expect(door.takeWaiting('demo')).toEqual([watch])
    expect(answers()).toEqual([
      [2, 'answered'],
      [1, 'failed'],
    ])
  })

  test('is closed with the worker', async () => {
    void door.open(1, demoVenue, undefined)
    door.close()
    asked[0]?.finish()
    await settled()
    expect(asked[0]?.feed.closed).toBe(true)
  })
})

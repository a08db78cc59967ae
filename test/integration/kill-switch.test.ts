import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, startTestEngine } from '../support/test-engine.ts'

const eager = {
  ...demoBot('Eager', 'BTC/USDT', { coolDownSeconds: '0' }),
  parameters: { fast: '2', slow: '3' },
}

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

const entriesOf = (): number =>
  opened.store.fills.recent(10_000).filter(({ order }) => order.purpose === 'entry').length

const skippedBy = (engine: Engine, code: string): number =>
  [...engine.roster.all()].flatMap(({ bot }) =>
    opened.store.decisions
      .page(bot.id, { limit: 500, before: null })
      .filter(({ reason }) => reason.code === code),
  ).length

test('entries halt while the kill switch is engaged, exits go on, and the reason is journalled', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  await engine.command((e) => e.startBots([eager]))
  await clock.advance(20_000)
  const before = entriesOf()
  expect(before).toBeGreaterThan(1)
  await engine.command(({ killSwitch }) => killSwitch.engage(['paper'], 'window'))
  await clock.advance(40_000)
  expect(entriesOf()).toBe(before)
  expect(engine.books.positions.size).toBe(0)
  expect(skippedBy(engine, 'decision.kill-switch')).toBeGreaterThan(1)
  expect(opened.store.journal.page({ limit: 500, before: null }, null).map(({ event }) => event)).toContain(
    'kill.engaged',
  )
  await engine.command(({ killSwitch }) => killSwitch.lift('paper', 'drill over'))
  await clock.advance(20_000)
  expect(entriesOf()).toBeGreaterThan(before)
  await engine.stop()
})

test('the latch holds over a restart', async () => {
  const first = await startTestEngine(opened.store, clock, { ids: countingIds('a-') })
  await first.engine.command((e) => e.startBots([eager]))
  await first.engine.command(({ killSwitch }) => killSwitch.engage(['paper'], 'shortcut'))
  await first.engine.stop()
  const second = await startTestEngine(opened.store, new FakeClock(clock.now()), { ids: countingIds('b-') })
  expect(second.engine.books.isKilled('paper')).toBe(true)
  expect(entriesOf()).toBe(0)
  await second.engine.stop()
})

test('memory is latched even when the disk refuses', async () => {
  const { engine, log } = await startTestEngine(
    {
      ...opened.store,
      kill: {
        ...opened.store.kill,
        set: () => {
          throw new Error('disk full')
        },
      },
    },
    clock,
  )
  engine.engageKillSwitch(['paper'], 'menu')
  expect(engine.books.isKilled('paper')).toBe(true)
  expect(engine.books.blocked?.message).toBe('disk full')
  expect(log.lines.some(({ event }) => event === 'engine.failed')).toBe(true)
  await engine.stop()
})

test('a second press writes the latch that the first could not, and tells of it once it is written', async () => {
  let failures = 1
  const set: typeof opened.store.kill.set = (latch) => {
    failures -= 1
    if (failures >= 0) throw new Error('disk full')
    opened.store.kill.set(latch)
  }
  const kill = { ...opened.store.kill, set }
  const { engine } = await startTestEngine({ ...opened.store, kill }, clock)
  const told: string[] = []
  engine.changes.subscribe((change) => {
    if (change.kind === 'alert' && change.alert.text.code === 'alert.kill-engaged') told.push('engaged')
  })
  engine.engageKillSwitch(['paper'], 'menu')
  expect(opened.store.kill.all()).toEqual([])
  expect(told).toEqual([])
  engine.engageKillSwitch(['paper'], 'menu')
  expect(opened.store.kill.all().map(({ engaged }) => engaged)).toEqual([true])
  engine.engageKillSwitch(['paper'], 'menu')
  expect(told).toEqual(['engaged'])
  await engine.stop()
})

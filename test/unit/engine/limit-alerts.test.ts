import { expect, test } from 'vitest'
import { cash } from '../../../src-main/domain/money/decimal.ts'
import type { AlertDesk } from '../../../src-main/engine/alert-desk.ts'
import { LimitAlerts } from '../../../src-main/engine/risk/limit-alerts.ts'
import { type LimitUse, money, number } from '../../../src-main/engine/risk/limit-uses.ts'
import { Books } from '../../../src-main/engine/state/books.ts'
import { Roster } from '../../../src-main/engine/state/roster.ts'
import { sampleBot } from '../../support/store/samples.ts'

const loss = (used: string, key = 'dailyLoss') => money(key, cash(used, 'USDT'), cash('100', 'USDT'))

const watchOf = (bots = 1) => {
  const told: unknown[] = []
  let uses: readonly LimitUse[] = []
  const alerts: Pick<AlertDesk, 'raise' | 'resolve'> = {
    raise: (severity, text, target, about) => void told.push([severity, text.facts, target, about?.matter]),
    resolve: (matter) => void told.push(matter),
  }
  const roster = new Roster()
  for (let index = 0; index < bots; index += 1)
    roster.add({ bot: { ...sampleBot, id: `b${index}`, wish: 'running' } } as never)
  const asked: string[] = []
  const watch = new LimitAlerts({
    ...{ books: new Books(), roster, alerts: alerts as AlertDesk },
    uses: { ofAccount: () => [], ofMode: () => [] },
    botUses: {
      of: ({ bot }) => {
        asked.push(bot.id)
        return uses
      },
    },
  })
  const see = (...now: LimitUse[]) => {
    uses = now
    told.length = 0
    watch.onTime()
    return [...told]
  }
  return { see, asked }
}
const matter = 'limit bot b0 dailyLoss USDT'
const said = (value: string) => [
  'warning',
  { setting: 'dailyLoss', subject: sampleBot.settings.name, value, limit: '100', currency: 'USDT' },
  '/risk',
  matter,
]

test('most of a limit is told once, and again only after it was well below', () => {
  const { see } = watchOf()
  expect(see(loss('79.99'))).toEqual([])
  expect(see(loss('80'))).toEqual([said('80')])
  expect(see(loss('95'))).toEqual([])
  expect(see(loss('70'))).toEqual([])
  expect(see(loss('80'))).toEqual([])
  expect(see(loss('69.99'))).toEqual([matter])
  expect(see(loss('80'))).toEqual([said('80')])
})

test('a limit that is reached at once is left to its breaker, one that only refuses is told', () => {
  const { see } = watchOf()
  expect(see(loss('100'))).toEqual([])
  expect(see(loss('90'))).toEqual([])
  expect(see(loss('120', 'accountExposure'))).toEqual([
    ['warning', expect.objectContaining({ value: '120' }), '/risk', expect.any(String)],
  ])
})

test('one that was nearly used is settled once its breaker tells of it', () => {
  const { see } = watchOf()
  see(loss('80'))
  expect(see(loss('100'))).toEqual([matter])
  expect(see(loss('100'))).toEqual([])
})

test('what is there to be used up is not told, and what is measured no longer is settled', () => {
  const { see } = watchOf()
  expect(see(loss('100', 'allocation'), number('maxPositions', 'count', 1, 1))).toEqual([])
  expect(see(number('lossStreak', 'count', 4, 5))).toEqual([
    ['warning', expect.objectContaining({ value: '4', unit: 'count' }), '/risk', 'limit bot b0 lossStreak'],
  ])
  expect(see()).toEqual(['limit bot b0 lossStreak'])
})

test('many bots are looked at by turns, none of them left out', () => {
  const { see, asked } = watchOf(60)
  for (let turn = 0; turn < 3; turn += 1) {
    const before = asked.length
    see()
    expect(asked.length - before).toBeLessThanOrEqual(25)
  }
  expect(new Set(asked).size).toBe(60)
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { AlertDesk } from '../../../src-main/engine/alert-desk.ts'
import { BotRuns } from '../../../src-main/engine/bots/bot-runs.ts'
import { EntryRoutes } from '../../../src-main/engine/bots/entry-routes.ts'
import { Changes } from '../../../src-main/engine/changes.ts'
import { Journal } from '../../../src-main/engine/journal.ts'
import { Books } from '../../../src-main/engine/state/books.ts'
import { Roster } from '../../../src-main/engine/state/roster.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { addAccountAndBot, sampleBot } from '../../support/store/samples.ts'
import { countingIds, memoryLog } from '../../support/test-engine.ts'

let opened: TestStore
beforeEach(() => {
  opened = openTestStore()
  addAccountAndBot(opened.store)
})
afterEach(() => opened.close())

test('a bot whose strategy failed is in that state since then, and says why', () => {
  const { store } = opened
  const clock = new FakeClock()
  const changes = new Changes(memoryLog())
  const roster = new Roster()
  const alerts = new AlertDesk({ store, clock, ids: countingIds(), changes, roster })
  const journal = new Journal(store, clock)
  const released: string[] = []
  const analysis = { assign: () => {}, release: (_bot: string, symbol: string) => released.push(symbol) }
  const routes = new EntryRoutes({ books: new Books(), analysis: analysis as never, clock })
  const parts = { roster, store, clock, journal, alerts, changes, routes }
  const runs = new BotRuns({ ...parts, analysis: analysis as never })
  const [bot] = store.bots.all()
  if (bot === undefined) throw new Error('no bot')
  const totals = store.positions.totalsByBot().get(bot.id)
  expect(totals).toBeUndefined()
  const runtime = { bot, tasks: new Map(), lastExitAt: new Map(), lastDecision: null, results: [] }
  roster.add({ ...runtime, totals: null as never })
  const added = roster.get(bot.id)
  if (added === undefined) throw new Error('no runtime')
  runs.assign(added)
  const version = added.tasks.get('BTC/USDT')?.version ?? 0
  const message = 'division by nothing'
  runs.onStrategyFailed({ kind: 'strategy-failed', botId: bot.id, symbol: 'BTC/USDT', version, message })
  const failed = { ...sampleBot, failure: message, wishSince: clock.now() }
  const wishReason = { code: 'bot.strategy-failed', facts: { message } }
  expect(added.bot).toEqual({ ...failed, wishReason })
  expect(store.bots.all()).toEqual([{ ...failed, wishReason }])
  expect(released).toEqual(['BTC/USDT', 'ETH/USDT'])
})

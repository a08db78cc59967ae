import type { KillLatch, KillStep, KillStore, KillWish } from '../../engine/ports/kill-store.ts'
import { upsertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { parseSentence, toJson } from './json.ts'
import { RowReader } from './row-reader.ts'
import { modes } from './settings-and-accounts.ts'

const sources = { window: true, shortcut: true, tray: true, menu: true } as const
const steps = { 'cancel-orders': true, 'close-positions': true } as const
const states = { waiting: true, sent: true, accepted: true, done: true, failed: true } as const

const toLatch = (row: Row): KillLatch => {
  const reader = new RowReader('kill_latches', row)
  return {
    mode: reader.oneOf('mode', modes),
    engaged: reader.flag('engaged'),
    since: reader.numberOrNull('since'),
    source: reader.textOrNull('source') === null ? null : reader.oneOf('source', sources),
  }
}

const toStep = (row: Row): KillStep => {
  const reader = new RowReader('kill_steps', row)
  return {
    mode: reader.oneOf('mode', modes),
    step: reader.oneOf('step', steps),
    askedAt: reader.number('asked_at'),
  }
}

const wishColumns = [
  'id',
  'mode',
  'step',
  'target_id',
  'account_id',
  'bot_id',
  'symbol',
  'side',
  'quantity',
  'state',
  'reason',
  'sale_id',
  'attempts',
  'asked_at',
  'changed_at',
] as const

const toWish = (row: Row): KillWish => {
  const reader = new RowReader('kill_wishes', row)
  return {
    id: reader.text('id'),
    mode: reader.oneOf('mode', modes),
    step: reader.oneOf('step', steps),
    targetId: reader.text('target_id'),
    accountId: reader.text('account_id'),
    botId: reader.text('bot_id'),
    symbol: reader.text('symbol'),
    side: reader.oneOf('side', { buy: true, sell: true }),
    quantity: reader.text('quantity'),
    state: reader.oneOf('state', states),
    reason: reader.textOrNull('reason') === null ? null : reader.json('reason', parseSentence),
    saleId: reader.textOrNull('sale_id'),
    attempts: reader.number('attempts'),
    askedAt: reader.number('asked_at'),
    changedAt: reader.number('changed_at'),
  }
}

const fromWish = (wish: KillWish): Row => ({
  id: wish.id,
  mode: wish.mode,
  step: wish.step,
  target_id: wish.targetId,
  account_id: wish.accountId,
  bot_id: wish.botId,
  symbol: wish.symbol,
  side: wish.side,
  quantity: wish.quantity,
  state: wish.state,
  reason: wish.reason === null ? null : toJson(wish.reason),
  sale_id: wish.saleId,
  attempts: wish.attempts,
  asked_at: wish.askedAt,
  changed_at: wish.changedAt,
})

export const openKill = (database: Database): KillStore => {
  const latches = database.prepare('SELECT * FROM kill_latches ORDER BY mode')
  const saveLatch = database.prepare(
    upsertInto('kill_latches', ['mode'], ['mode', 'engaged', 'since', 'source']),
  )
  const allSteps = database.prepare('SELECT * FROM kill_steps ORDER BY mode, step')
  const saveStep = database.prepare(upsertInto('kill_steps', ['mode', 'step'], ['mode', 'step', 'asked_at']))
  const wishes = database.prepare('SELECT * FROM kill_wishes ORDER BY row')
  const saveWish = database.prepare(upsertInto('kill_wishes', ['id'], wishColumns))
  const forgetSteps = database.prepare('DELETE FROM kill_steps WHERE mode = @mode')
  const forgetWishes = database.prepare('DELETE FROM kill_wishes WHERE mode = @mode')
  return {
    all: () => latches.all().map(toLatch),
    set({ mode, engaged, since, source }) {
      saveLatch.run({ mode, engaged: Number(engaged), since, source })
    },
    steps: () => allSteps.all().map(toStep),
    saveStep({ mode, step, askedAt }) {
      saveStep.run({ mode, step, asked_at: askedAt })
    },
    wishes: () => wishes.all().map(toWish),
    saveWish(wish) {
      saveWish.run(fromWish(wish))
    },
    forget(mode) {
      forgetSteps.run({ mode })
      forgetWishes.run({ mode })
    },
  }
}

import type { Stop } from '../../domain/risk/stop.ts'
import type { Store } from '../../engine/ports/store.ts'
import { upsertInto } from './columns.ts'
import type { Database, Row, Value } from './driver.ts'
import { parseTargets, toJson } from './json.ts'
import { RowReader } from './row-reader.ts'

const columns = [
  'position_id',
  'planned_at',
  'stop',
  'rule',
  'trail_ratio',
  'trail_distance',
  'trail_from',
  'break_even_from',
  'break_even_at',
  'targets',
  'sold_before',
  'take_profit',
  'keep',
  'expires_at',
  'expires_losing',
  'peak',
] as const

const toRow = (stop: Stop): Readonly<Record<(typeof columns)[number], Value>> => ({
  position_id: stop.positionId,
  planned_at: stop.plannedAt,
  stop: stop.stop,
  rule: stop.rule,
  trail_ratio: stop.trailRatio,
  trail_distance: stop.trailDistance,
  trail_from: stop.trailFrom,
  break_even_from: stop.breakEvenFrom,
  break_even_at: stop.breakEvenAt,
  targets: toJson(stop.targets),
  sold_before: stop.soldBefore,
  take_profit: stop.takeProfit,
  keep: stop.keep,
  expires_at: stop.expiresAt,
  expires_losing: Number(stop.expiresLosing),
  peak: stop.peak,
})

const toStop = (row: Row): Stop => {
  const reader = new RowReader('stops', row)
  return {
    positionId: reader.text('position_id'),
    plannedAt: reader.number('planned_at'),
    stop: reader.numberOrNull('stop'),
    rule: reader.oneOf('rule', { 'stop-loss': true, trailing: true, 'break-even': true }),
    trailRatio: reader.numberOrNull('trail_ratio'),
    trailDistance: reader.numberOrNull('trail_distance'),
    trailFrom: reader.number('trail_from'),
    breakEvenFrom: reader.numberOrNull('break_even_from'),
    breakEvenAt: reader.number('break_even_at'),
    targets: reader.json('targets', parseTargets),
    soldBefore: reader.number('sold_before'),
    takeProfit: reader.numberOrNull('take_profit'),
    keep: reader.number('keep'),
    expiresAt: reader.numberOrNull('expires_at'),
    expiresLosing: reader.flag('expires_losing'),
    peak: reader.number('peak'),
  }
}

export const openStops = (database: Database): Store['stops'] => {
  const save = database.prepare(upsertInto('stops', ['position_id'], columns))
  const all = database.prepare('SELECT * FROM stops')
  const remove = database.prepare('DELETE FROM stops WHERE position_id = @id')
  return {
    save(stop) {
      save.run(toRow(stop))
    },
    all: () => all.all().map(toStop),
    remove(positionId) {
      remove.run({ id: positionId })
    },
  }
}

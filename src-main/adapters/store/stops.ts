import type { Stop } from '../../domain/risk/stop.ts'
import type { Store } from '../../engine/ports/store.ts'
import { upsertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { RowReader } from './row-reader.ts'

const columns = ['position_id', 'stop', 'trail_ratio', 'take_profit', 'peak'] as const

const toStop = (row: Row): Stop => {
  const reader = new RowReader('stops', row)
  return {
    positionId: reader.text('position_id'),
    stop: reader.numberOrNull('stop'),
    trailRatio: reader.numberOrNull('trail_ratio'),
    takeProfit: reader.numberOrNull('take_profit'),
    peak: reader.number('peak'),
  }
}

export const openStops = (database: Database): Store['stops'] => {
  const save = database.prepare(upsertInto('stops', ['position_id'], columns))
  const all = database.prepare('SELECT * FROM stops')
  const remove = database.prepare('DELETE FROM stops WHERE position_id = @id')
  return {
    save(stop) {
      save.run({
        position_id: stop.positionId,
        stop: stop.stop,
        trail_ratio: stop.trailRatio,
        take_profit: stop.takeProfit,
        peak: stop.peak,
      })
    },
    all: () => all.all().map(toStop),
    remove(positionId) {
      remove.run({ id: positionId })
    },
  }
}

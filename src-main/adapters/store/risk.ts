import { cashText } from '../../domain/money/decimal.ts'
import type { Breaker, BreakerName, Measured } from '../../domain/risk/breaker.ts'
import type { LimitVersion } from '../../domain/risk/limit-versions.ts'
import type { LossTrack } from '../../domain/risk/loss-track.ts'
import type { KeptBreaker, RiskStore } from '../../engine/ports/risk-store.ts'
import { insertInto, upsertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { parseValues, toJson } from './json.ts'
import { RowReader } from './row-reader.ts'

const openLimits = (database: Database): RiskStore['limits'] => {
  const insert = database.prepare(insertInto('limit_versions', ['scope', 'settings', 'since']))
  const all = database.prepare(
    `SELECT * FROM (
       SELECT *, row_number() OVER (PARTITION BY scope ORDER BY row DESC) AS place FROM limit_versions)
     WHERE place <= 100 ORDER BY row`,
  )
  return {
    insert(scope, { values, since }) {
      insert.run({ scope, settings: toJson(values), since })
    },
    all() {
      const versions = new Map<string, LimitVersion[]>()
      for (const row of all.all()) {
        const reader = new RowReader('limit_versions', row)
        const version = { values: reader.json('settings', parseValues), since: reader.number('since') }
        const scope = reader.text('scope')
        versions.set(scope, [...(versions.get(scope) ?? []), version])
      }
      return versions
    },
  }
}

const columns = [
  'scope',
  'scope_id',
  'rule',
  'state',
  'tripped_at',
  'seen_at',
  'value',
  'limit_value',
  'unit',
  'currency',
  'resets_at',
  'good',
  'probe',
] as const
const key = ['scope', 'scope_id', 'rule'] as const

const unitOf = (reader: RowReader): Measured['unit'] => {
  const currency = reader.textOrNull('currency')
  return currency === null ? reader.oneOf('unit', { count: true, ratio: true, seconds: true }) : { currency }
}

const toKept = (row: Row): KeptBreaker => {
  const reader = new RowReader('breakers', row)
  const name: BreakerName = {
    scope: reader.oneOf('scope', { bot: true, account: true, venue: true, pair: true, engine: true }),
    id: reader.text('scope_id'),
    rule: reader.oneOf('rule', {
      'loss-streak': true,
      'daily-loss': true,
      drawdown: true,
      slippage: true,
      'rejected-orders': true,
      'exchange-errors': true,
      'stale-data': true,
      'price-deviation': true,
      'loop-lag': true,
    }),
  }
  const trip = {
    at: reader.number('tripped_at'),
    seenAt: reader.number('seen_at'),
    value: reader.text('value'),
    limit: reader.text('limit_value'),
    unit: unitOf(reader),
  }
  const state = reader.oneOf('state', { open: true, 'half-open': true })
  const breaker: Breaker =
    state === 'open'
      ? { state, trip, resetsAt: reader.numberOrNull('resets_at') }
      : { state, trip, good: reader.number('good'), probe: reader.textOrNull('probe') }
  return { name, breaker }
}

const openBreakers = (database: Database): RiskStore['breakers'] => {
  const save = database.prepare(upsertInto('breakers', key, columns))
  const all = database.prepare('SELECT * FROM breakers ORDER BY seen_at')
  const remove = database.prepare(
    'DELETE FROM breakers WHERE scope = @scope AND scope_id = @id AND rule = @rule',
  )
  return {
    save({ name, breaker }) {
      const { scope, id, rule } = name
      if (breaker.state === 'closed') {
        remove.run({ scope, id, rule })
        return
      }
      const { trip, state } = breaker
      const { unit } = trip
      save.run({
        ...{ scope, scope_id: id, rule, state, tripped_at: trip.at, seen_at: trip.seenAt },
        ...{ value: trip.value, limit_value: trip.limit },
        unit: typeof unit === 'string' ? unit : null,
        currency: typeof unit === 'string' ? null : unit.currency,
        resets_at: breaker.state === 'open' ? breaker.resetsAt : null,
        good: breaker.state === 'open' ? 0 : breaker.good,
        probe: breaker.state === 'open' ? null : breaker.probe,
      })
    },
    all: () => all.all().map(toKept),
  }
}

const openTracks = (database: Database): RiskStore['tracks'] => {
  const save = database.prepare(
    upsertInto('loss_tracks', ['scope', 'currency'], ['scope', 'currency', 'day', 'day_start', 'peak']),
  )
  const of = database.prepare('SELECT * FROM loss_tracks WHERE scope = @scope AND currency = @currency')
  return {
    save(scope, { day, dayStart, peak }: LossTrack) {
      const { currency } = peak
      save.run({ scope, currency, day, day_start: cashText(dayStart), peak: cashText(peak) })
    },
    of(scope, currency) {
      const row = of.get({ scope, currency })
      if (row === undefined) return null
      const reader = new RowReader('loss_tracks', row)
      return {
        day: reader.number('day'),
        dayStart: reader.cash('day_start', currency),
        peak: reader.cash('peak', currency),
      }
    },
  }
}

export const openRisk = (database: Database): RiskStore => ({
  limits: openLimits(database),
  breakers: openBreakers(database),
  tracks: openTracks(database),
})

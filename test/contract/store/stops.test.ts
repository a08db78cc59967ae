import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/adapters/store/driver.ts'
import { migrate, migrations } from '../../../src-main/adapters/store/migrate.ts'
import { openStops } from '../../../src-main/adapters/store/stops.ts'
import { plainStop } from '../../support/stops.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import { openTestStore } from '../../support/store/open-test-store.ts'
import { drivers } from '../../support/store/samples.ts'

test.each(drivers)('a stop comes back as it was, every part of it, with %s', (driver) => {
  const opened = openTestStore(driver)
  const { stops } = opened.store
  const full = plainStop({
    positionId: 'full',
    ...{
      plannedAt: 17,
      stop: 95.25,
      rule: 'break-even',
      trailRatio: 0.02,
      trailDistance: 3.5,
      trailFrom: 101,
    },
    ...{ breakEvenFrom: 102, breakEvenAt: 100.2, soldBefore: 0.5, takeProfit: 120, keep: 0.75, peak: 110 },
    ...{ expiresAt: 1_760_000_000_000, expiresLosing: true, targets: [{ price: 111.5, keep: 0.25 }] },
  })
  stops.save(plainStop({ positionId: 'full' }))
  stops.save(full)
  stops.save(plainStop({ positionId: 'plain', stop: null }))
  expect(stops.all().toSorted((a, b) => a.positionId.localeCompare(b.positionId))).toEqual([
    full,
    plainStop({ positionId: 'plain', stop: null }),
  ])
  stops.remove('full')
  expect(stops.all()).toHaveLength(1)
  opened.close()
})

test.each(drivers)('a stop of an earlier version stays what it was with %s', (driver) => {
  const folder = newFolder()
  const database = openDatabase(join(folder.path, 'old.db'), { driver })
  migrate(database, migrations.slice(0, 6))
  database.exec("INSERT INTO stops VALUES ('p', 98, 0.02, 120, 100)")
  migrate(database, migrations)
  const [stop] = openStops(database).all()
  expect(stop).toEqual(plainStop({ stop: 98, trailRatio: 0.02, takeProfit: 120, breakEvenAt: 0 }))
  database.close()
  folder.remove()
})

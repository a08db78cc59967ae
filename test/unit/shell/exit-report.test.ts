import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoStart, demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { cash } from '../../../src-main/domain/money/decimal.ts'
import { blockedReport, exitReport } from '../../../src-main/shell/exit-report.ts'
import { demoBots } from '../../../src-main/shell/presets.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { startTestEngine, type TestEngine } from '../../support/test-engine.ts'

const info = {
  version: '1.2.3',
  electron: '45.0.0',
  node: '24.0.0',
  sqlite: '3.0',
  platform: 'linux-x64',
  runtimeSupported: true,
  notifications: true,
  dataFolder: '/data',
}
const fields = [
  'version',
  'electron',
  'node',
  'sqlite',
  'mode',
  'bots',
  'candles',
  'decisions',
  'orders',
  'fills',
  'openPositions',
  'realizedPnl',
  'equity',
  'errors',
]

describe('the line that a run ends with', () => {
  let opened: TestStore
  let running: TestEngine
  beforeAll(async () => {
    opened = openTestStore()
    opened.store.accounts.insert({
      id: 'paper-demo',
      venueId: demoVenue.id,
      mode: 'paper',
      start: [cash('10000.000000000000000001', 'USDT'), cash('5', 'USD')],
      createdAt: demoStart,
    })
    running = await startTestEngine(opened.store, new FakeClock())
    running.engine.startBots(demoBots)
  })
  afterAll(async () => {
    await running.engine.stop()
    opened.close()
  })

  test('has its fields in their order, and tells what there is', () => {
    const line = exitReport(running.engine, opened.store, info, 2)
    expect(line).not.toContain('\n')
    const report = JSON.parse(line)
    expect(Object.keys(report)).toEqual(fields)
    expect(report).toMatchObject({ version: '1.2.3', mode: 'paper', bots: 2, fills: 0, errors: 2 })
    expect(report.realizedPnl).toBe(0)
  })

  test('writes money to its last digit, in one currency', () => {
    expect(exitReport(running.engine, opened.store, info, 0)).toContain('"equity":10000.000000000000000001,')
  })

  test('has the same fields when nothing could be opened', () => {
    const report = JSON.parse(blockedReport(info, 1))
    expect(Object.keys(report)).toEqual(fields)
    expect(report).toMatchObject({ mode: 'blocked', bots: 0, equity: 0, errors: 1 })
  })
})

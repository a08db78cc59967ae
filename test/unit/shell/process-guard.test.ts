import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { haltEntries } from '../../../src-main/shell/halt-entries.ts'
import { guardProcess } from '../../../src-main/shell/process-guard.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { memoryLog, startTestEngine, type TestEngine } from '../../support/test-engine.ts'

describe('what nobody caught', () => {
  let process: EventEmitter
  let log: ReturnType<typeof memoryLog>
  let halted: string[]
  let end: () => void
  beforeEach(() => {
    process = new EventEmitter()
    log = memoryLog()
    halted = []
    end = guardProcess(process, { log, halt: (error) => halted.push(error.message) })
  })

  test.each([
    ['uncaughtException', new Error('boom'), 'boom'],
    ['unhandledRejection', new Error('boom'), 'boom'],
    ['unhandledRejection', 'a word', 'a word'],
    ['unhandledRejection', undefined, 'undefined'],
  ])('%s of %s is logged and halts entries', (event, thrown, message) => {
    process.emit(event, thrown)
    expect(log.lines).toMatchObject([
      { level: 'error', event: 'app.uncaught', fields: { message, count: 1 } },
    ])
    expect(halted).toEqual([message])
  })

  test('a terminal that went away halts nothing', () => {
    process.emit('uncaughtException', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    expect(log.lines).toHaveLength(1)
    expect(halted).toEqual([])
  })

  test('again and again does not fill the log', () => {
    for (let index = 0; index < 1_000; index += 1) process.emit('uncaughtException', new Error('again'))
    expect(log.lines).toHaveLength(100)
    expect(halted).toHaveLength(1_000)
  })

  test('does no harm when log and halt fail too', () => {
    end()
    const fails = () => {
      throw new Error('disk full')
    }
    guardProcess(process, { log: { error: fails, warn: fails, info: fails }, halt: fails })
    expect(() => process.emit('uncaughtException', new Error('boom'))).not.toThrow()
  })

  test('is left to others after the end of the guard', () => {
    end()
    expect(process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection')).toBe(0)
  })
})

describe('halting entries from outside the engine', () => {
  let opened: TestStore
  let running: TestEngine
  beforeEach(async () => {
    opened = openTestStore()
    running = await startTestEngine(opened.store, new FakeClock())
  })
  afterEach(async () => {
    await running.engine.stop()
    opened.close()
  })

  test('blocks, says why, and alerts once however often it happens', async () => {
    for (const message of ['first', 'second', 'third']) await haltEntries(running.engine, new Error(message))
    expect(running.engine.books.blocked).toEqual({ code: 'blocked.engine-failed', message: 'first' })
    expect(opened.store.alerts.recent(10)).toMatchObject([
      { severity: 'critical', text: { code: 'alert.engine-failed', facts: { message: 'first' } } },
    ])
  })
})

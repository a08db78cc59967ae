import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFileLog } from '../../../src-main/adapters/log/file-log.ts'
import { newFolder } from '../../support/store/new-folder.ts'

let folder: ReturnType<typeof newFolder>
beforeEach(() => {
  folder = newFolder()
})
afterEach(() => folder.remove())

const lines = () =>
  readFileSync(join(folder.path, 'logs', 'auronex.log'), 'utf8')
    .trim()
    .split('\n')

test('writes a line per event with its fields, and counts errors', () => {
  const log = openFileLog(folder.path)
  log.info('engine.started', { bots: 2 })
  log.error('engine.failed', { message: 'a bug', token: 'never' })
  expect(lines().map((line) => JSON.parse(line))).toMatchObject([
    { level: 'info', event: 'engine.started', bots: 2 },
    { level: 'error', event: 'engine.failed', token: '[redacted]' },
  ])
  expect(log.errors).toBe(1)
  log.close()
})

test('never throws: not for fields that cannot be written, and not once it is closed', () => {
  const log = openFileLog(folder.path)
  const unwritable = {
    get message(): string {
      throw new Error('no text')
    },
  }
  expect(() => log.error('engine.failed', unwritable)).not.toThrow()
  log.info('engine.started')
  expect(lines()).toHaveLength(1)
  log.close()
  expect(() => log.warn('late')).not.toThrow()
  expect(() => log.close()).not.toThrow()
})

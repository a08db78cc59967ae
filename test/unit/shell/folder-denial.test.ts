import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { denialIn, folderDenial } from '../../../src-main/shell/folder-denial.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'auronex-denial-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a new folder is made, for its owner only', () => {
  const made = join(folder, 'a', 'b')
  expect(folderDenial(made)).toBeNull()
  expect(statSync(made).mode & 0o777).toBe(0o700)
})

test('what cannot become a folder is told by the system’s own word', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(folderDenial(join(folder, 'file'))).toBe('EEXIST')
  expect(folderDenial(join(folder, 'file', 'below'))).toBe('ENOTDIR')
})

test.each(['EACCES', 'EPERM', 'EROFS'])('%s is the system’s refusal', (code) => {
  expect(denialIn(Object.assign(new Error('no'), { code }))).toBe(code)
})

test.each([Object.assign(new Error('full'), { code: 'ENOSPC' }), new Error('a bug'), 'text', null])(
  'anything else is none (%s)',
  (thrown) => expect(denialIn(thrown)).toBeNull(),
)

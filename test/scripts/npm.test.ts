import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  assertIntegrity,
  environmentWithNode,
  formatProgress,
  integrityOf,
} from '../../scripts/setup/npm.mjs'
import { temporaryFolder } from './temporary-folder.ts'

// FIPS 180 example message; the digest is the one NIST publishes for SHA-512("abc"), in base64.
const abcIntegrity =
  'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=='

it('accepts a file with the pinned hash and refuses one that differs in a byte', async () => {
  const file = join(temporaryFolder(), 'package.tgz')
  writeFileSync(file, 'abc')
  expect(await integrityOf(file)).toBe(abcIntegrity)
  await expect(assertIntegrity(file, abcIntegrity)).resolves.toBeUndefined()
  writeFileSync(file, 'abd')
  await expect(assertIntegrity(file, abcIntegrity)).rejects.toThrow('hash differs from the pinned one')
})

it('puts the wanted Node.js first on the path, under one spelling', () => {
  const env = environmentWithNode({ Path: '/usr/bin', HOME: '/root' }, '/cache/node/bin/node')
  expect(env).toEqual({ HOME: '/root', PATH: '/cache/node/bin:/usr/bin' })
})

it('never shows more than all of a download', () => {
  expect(formatProgress(98_132_405, 196_264_810)).toBe('50 % of 196 MB')
  expect(formatProgress(200_000_000, 196_264_810)).toBe('100 % of 196 MB')
})

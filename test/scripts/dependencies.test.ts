import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { dependenciesAreCurrent } from '../../scripts/setup/dependencies.mjs'
import { temporaryFolder } from './temporary-folder.ts'

type Packages = Record<string, { version: string; integrity?: string; optional?: boolean }>

let root = ''
const lock = (packages: Packages) =>
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }))
const installed = (packages: Packages) => {
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }))
}
const zod = { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' } }

beforeEach(() => {
  root = temporaryFolder()
})

describe('the dependencies', () => {
  it('have to be installed when there are none', async () => {
    lock(zod)
    expect(await dependenciesAreCurrent(root)).toBe(false)
  })

  it('are current when npm installed what the lock file says, and that is noted', async () => {
    lock({ ...zod, 'node_modules/only-elsewhere': { version: '1.0.0', optional: true } })
    installed(zod)
    expect(await dependenciesAreCurrent(root)).toBe(true)
    expect(existsSync(join(root, 'node_modules/.auronex-lock'))).toBe(true)
  })

  it.each<[string, Packages, Packages]>([
    ['another version', zod, { 'node_modules/zod': { version: '4.6.8', integrity: 'sha512-a' } }],
    ['another content', zod, { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-b' } }],
    ['one too few', { ...zod, 'node_modules/pino': { version: '10.4.0' } }, zod],
    ['one too many', zod, { ...zod, 'node_modules/pino': { version: '10.4.0' } }],
  ])('are not current with %s', async (_, wanted, found) => {
    lock(wanted)
    installed(found)
    expect(await dependenciesAreCurrent(root)).toBe(false)
  })

  it('are looked at again when the lock file changed', async () => {
    lock(zod)
    installed(zod)
    expect(await dependenciesAreCurrent(root)).toBe(true)
    lock({ 'node_modules/zod': { version: '5.0.0', integrity: 'sha512-c' } })
    expect(await dependenciesAreCurrent(root)).toBe(false)
  })
})

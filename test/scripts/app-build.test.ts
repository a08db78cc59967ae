import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { buildIsCurrent, sourceStamp } from '../../scripts/setup/app-build.mjs'
import { temporaryFolder } from './temporary-folder.ts'

let root = ''

beforeEach(() => {
  root = temporaryFolder()
  for (const folder of ['src-main/domain', 'src-preload', 'src-renderer', 'resources', 'test', 'out']) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  for (const file of ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json']) {
    writeFileSync(join(root, file), '{}')
  }
  writeFileSync(join(root, 'src-main/domain/order.ts'), 'export const a = 1')
})

describe('the stamp of the sources', () => {
  it('stays when nothing changed, or only what the build does not read', async () => {
    const before = await sourceStamp(root)
    writeFileSync(join(root, 'test/order.test.ts'), 'test')
    writeFileSync(join(root, 'README.md'), 'read me')
    writeFileSync(join(root, 'out/index.js'), 'built')
    expect(await sourceStamp(root)).toBe(before)
  })

  it.each([
    ['a changed source', () => writeFileSync(join(root, 'src-main/domain/order.ts'), 'export const a = 22')],
    ['a new source', () => writeFileSync(join(root, 'src-renderer/main.tsx'), '')],
    ['a removed source', () => rmSync(join(root, 'src-main/domain/order.ts'))],
    [
      'a renamed source',
      () => renameSync(join(root, 'src-main/domain/order.ts'), join(root, 'src-main/domain/orders.ts')),
    ],
    ['a later edit of the same size', () => utimesSync(join(root, 'src-main/domain/order.ts'), 1, 1)],
    ['a new resource', () => writeFileSync(join(root, 'resources/candles.csv'), '1')],
    ['a changed lock file', () => writeFileSync(join(root, 'package-lock.json'), '{ }')],
    ['a changed type configuration', () => writeFileSync(join(root, 'tsconfig.web.json'), '{}')],
  ])('changes with %s', async (_, change) => {
    const before = await sourceStamp(root)
    change()
    expect(await sourceStamp(root)).not.toBe(before)
  })

  it('makes a build current, and a missing or older one not', async () => {
    expect(await buildIsCurrent(root)).toBe(false)
    writeFileSync(join(root, 'out/.stamp'), await sourceStamp(root))
    expect(await buildIsCurrent(root)).toBe(true)
    writeFileSync(
      join(root, 'src-main/domain/order.ts'),
      `${readFileSync(join(root, 'src-main/domain/order.ts'))} `,
    )
    expect(await buildIsCurrent(root)).toBe(false)
  })
})

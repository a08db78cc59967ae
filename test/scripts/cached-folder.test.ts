import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isComplete, makeCachedFolder } from '../../scripts/setup/cached-folder.mjs'
import { temporaryFolder } from './temporary-folder.ts'

const fill = async (folder: string) => writeFileSync(join(folder, 'binary'), 'new')

describe('a folder of the cache', () => {
  it('is there only when it was made to the end', async () => {
    const cache = temporaryFolder()
    const failing = makeCachedFolder(cache, 'electron', async (folder: string) => {
      await fill(folder)
      throw new Error('disk full')
    })
    await expect(failing).rejects.toThrow('disk full')
    expect(readdirSync(cache)).toEqual([])
    const made = await makeCachedFolder(cache, 'electron', fill)
    expect(isComplete(made)).toBe(true)
    expect(readFileSync(join(made, 'binary'), 'utf8')).toBe('new')
    expect(readdirSync(cache)).toEqual(['electron'])
  })

  it('is not made twice', async () => {
    const cache = temporaryFolder()
    await makeCachedFolder(cache, 'electron', fill)
    await makeCachedFolder(cache, 'electron', () => Promise.reject(new Error('made twice')))
    expect(existsSync(join(cache, 'electron/binary'))).toBe(true)
  })

  it('replaces one without its mark, and removes what an interrupted run left', async () => {
    const cache = temporaryFolder()
    mkdirSync(join(cache, 'electron'))
    writeFileSync(join(cache, 'electron/binary'), 'half')
    mkdirSync(join(cache, 'unfinished-electron-1'))
    const made = await makeCachedFolder(cache, 'electron', fill)
    expect(readFileSync(join(made, 'binary'), 'utf8')).toBe('new')
    expect(readdirSync(cache)).toEqual(['electron'])
  })
})

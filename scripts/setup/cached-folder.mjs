import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const marker = '.complete'
const temporaryPrefix = 'unfinished-'

export const isComplete = (/** @type {string} */ folder) => existsSync(join(folder, marker))

/**
 * Makes a folder of the cache so that it exists either whole or not at all: built beside its place,
 * marked last, moved in one step. Call it under the set-up lock; what an interrupted run left is removed.
 * @param {string} cache
 * @param {string} name
 * @param {(folder: string, scratch: string) => Promise<void>} fill
 * @returns {Promise<string>}
 */
export const makeCachedFolder = async (cache, name, fill) => {
  const target = join(cache, name)
  if (isComplete(target)) return target
  await mkdir(cache, { recursive: true })
  for (const left of await readdir(cache)) {
    if (left.startsWith(temporaryPrefix)) await rm(join(cache, left), { recursive: true, force: true })
  }
  const work = join(cache, `${temporaryPrefix}${name}-${process.pid}`)
  const folder = join(work, 'made')
  const scratch = join(work, 'scratch')
  try {
    await mkdir(folder, { recursive: true })
    await mkdir(scratch, { recursive: true })
    await fill(folder, scratch)
    await writeFile(join(folder, marker), '')
    await rm(target, { recursive: true, force: true })
    await rename(folder, target)
    return target
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

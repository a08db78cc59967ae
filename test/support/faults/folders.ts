import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDataFolder, type ReadyDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'

/** Memory where the system has a disk of it: what is tried here is the order of writes and not the disk. */
const fastFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Gives the work a new data folder, and removes it afterwards. */
export const inNewFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(fastFolder, 'auronex-faults-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const openStoreIn = (folder: string): ReadyDataFolder => {
  const opened = openDataFolder({ folder, now: () => 0, flushing: 'at-once' })
  if (opened.kind !== 'ready') throw new Error(`the data folder is ${opened.kind}`)
  return opened
}

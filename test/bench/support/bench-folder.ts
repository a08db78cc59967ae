import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'

export const projectRoot = join(import.meta.dirname, '../../..')

/** A new folder on the project's own disk: the system's temporary folder may lie in memory, where a flush is free. */
export const benchFolder = (): { readonly path: string; remove(): void } => {
  const cache = join(projectRoot, '.cache')
  mkdirSync(cache, { recursive: true })
  const path = mkdtempSync(join(cache, 'bench-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) }
}

/** Hands a new folder to the work and removes it afterwards. */
export const inBenchFolder = async <T>(work: (path: string) => T | Promise<T>): Promise<T> => {
  const folder = benchFolder()
  try {
    return await work(folder.path)
  } finally {
    folder.remove()
  }
}

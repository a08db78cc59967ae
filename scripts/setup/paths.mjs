import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project folder: every script works on it, whatever folder it was called from. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** Everything the set-up fetches lives here and may be deleted at any time. */
export const cacheFolder = (root = projectRoot) => join(root, '.cache')

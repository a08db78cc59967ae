import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './bench-folder.ts'

const built = join(projectRoot, 'out', 'main')
const folder = join(built, 'chunks')

/** Where the library's class of each exchange is. */
export const builtExchanges = join(built, 'exchanges')

/** Path of a module in the build, by its name before the hash. */
export const builtModule = (name: string): string => {
  const [file, ...others] = readdirSync(folder).filter((each) => each.startsWith(`${name}-`))
  if (file === undefined || others.length > 0) {
    throw new Error(`${folder} has not one ${name}; "npm run bench" builds the app first`)
  }
  return join(folder, file)
}

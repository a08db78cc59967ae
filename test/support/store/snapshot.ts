import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Every file of a folder with its bytes and its time of change, to compare before and after. */
export const snapshotOf = (folder: string, except: readonly string[] = []): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => !except.includes(name) && statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => {
        const file = join(folder, name)
        return [name, `${statSync(file).mtimeMs} ${readFileSync(file, 'latin1')}`]
      }),
  )

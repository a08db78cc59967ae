import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Files below the folder, and names of them, in which any of the texts stands. */
export const filesWith = (folder: string, texts: readonly string[]): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name)
    // Databases are read as they are on disk; wide characters as the browser engine writes them too.
    const content = statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path) : null
    return texts.some(
      (text) =>
        name.includes(text) ||
        content?.includes(text) === true ||
        content?.includes(text, 0, 'utf16le') === true,
    )
  })

const childrenOf = (pid: number): readonly number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
      .split(' ')
      .filter((child) => child !== '')
      .map(Number),
  )

/** Environment and command line of a process and all that it started, as Linux has them; nothing elsewhere. */
export const processWords = (pid: number): string =>
  process.platform !== 'linux'
    ? ''
    : ['environ', 'cmdline']
        .map((file) => readFileSync(`/proc/${pid}/${file}`, 'latin1'))
        .concat(childrenOf(pid).map(processWords))
        .join('\n')

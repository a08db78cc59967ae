import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { environmentWithNode } from './npm.mjs'
import { SetupError } from './report.mjs'
import { lastLines, runCaptured } from './run.mjs'

const sourceFolders = ['src-main', 'src-preload', 'src-renderer', 'resources']
const sourceFiles = ['electron.vite.config.ts', 'package.json', 'package-lock.json']

const listFiles = async (/** @type {string} */ root, /** @type {string} */ folder) => {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])
  /** @type {string[][]} */
  const lists = await Promise.all(
    entries.map((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? listFiles(root, path) : Promise.resolve([path])
    }),
  )
  return lists.flat()
}

/**
 * One hash over path, size and modification time of everything the build reads: reading the contents would
 * take longer than a second start may.
 * @param {string} root
 */
export const sourceStamp = async (root) => {
  const top = await readdir(root)
  const configs = top.filter((name) => /^tsconfig.*\.json$/.test(name))
  const inFolders = await Promise.all(sourceFolders.map((folder) => listFiles(root, folder)))
  const files = [...inFolders.flat(), ...sourceFiles, ...configs].sort()
  const lines = await Promise.all(
    files.map((file) =>
      stat(join(root, file)).then(
        ({ size, mtimeMs }) => `${file} ${size} ${mtimeMs}`,
        () => `${file} missing`,
      ),
    ),
  )
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

const stampFile = (/** @type {string} */ root) => join(root, 'out', '.stamp')

/** Whether the build in out/ was made from the sources as they are now. */
export const buildIsCurrent = async (/** @type {string} */ root) => {
  const [made, now] = await Promise.all([
    readFile(stampFile(root), 'utf8').catch(() => undefined),
    sourceStamp(root),
  ])
  return made === now
}

/**
 * Builds the app with electron-vite. The stamp is taken before, so that a change during the build counts as a
 * change after it, and written last, so that a failed build is repeated.
 * @param {string} root
 */
export const buildApp = async (root) => {
  const stamp = await sourceStamp(root)
  await rm(stampFile(root), { force: true })
  const builder = join('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const env = environmentWithNode({ ...process.env, NODE_ENV: 'production' })
  const { code, output } = await runCaptured(process.execPath, [builder, 'build'], { cwd: root, env })
  if (code !== 0) {
    throw new SetupError(
      `The app could not be built:\n${lastLines(output, 30)}`,
      'Correct what the message names, then start again.',
    )
  }
  await mkdir(join(root, 'out'), { recursive: true })
  await writeFile(stampFile(root), stamp)
}

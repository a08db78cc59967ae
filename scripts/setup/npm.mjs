import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { SetupError } from './report.mjs'
import { firstLines, lastLines, runCaptured } from './run.mjs'

/** The npm that called us, run by this Node.js; otherwise the one on the path. */
const npmCommand = () => {
  const cli = process.env.npm_execpath
  if (cli && basename(cli) === 'npm-cli.js') return { command: process.execPath, args: [cli], shell: false }
  return { command: 'npm', args: [], shell: process.platform === 'win32' }
}

/**
 * This Node.js first on the path, so that what npm starts runs under it as well.
 * @returns {NodeJS.ProcessEnv}
 */
export const environmentWithNode = (env = process.env, nodePath = process.execPath) => {
  // Windows spells it Path, and a copied environment no longer ignores case.
  const { PATH, Path, ...others } = env
  return { ...others, PATH: [dirname(nodePath), PATH ?? Path ?? ''].join(delimiter) }
}

export const runNpm = (/** @type {readonly string[]} */ args, /** @type {string} */ cwd) => {
  const npm = npmCommand()
  return runCaptured(npm.command, [...npm.args, ...args], {
    cwd,
    env: environmentWithNode(),
    shell: npm.shell,
  })
}

/** Subresource-integrity text (`sha512-…`) of a file. */
export const integrityOf = async (/** @type {string} */ file) => {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return `sha512-${hash.digest('base64')}`
}

/** The pinned hash decides, not what the registry says about itself. */
export const assertIntegrity = async (/** @type {string} */ file, /** @type {string} */ expected) => {
  if ((await integrityOf(file)) === expected) return
  throw new SetupError(
    `${basename(file)} is not the file this project was made with: its hash differs from the pinned one.`,
    'Check which package registry and proxy npm uses here, clear its cache with "npm cache clean --force", start again.',
  )
}

/** npm prints no progress without a terminal; the file that grows in its cache tells it. */
const downloadedBytes = async (/** @type {number} */ sinceMs) => {
  const folder = join(process.env.npm_config_cache ?? join(homedir(), '.npm'), '_cacache', 'tmp')
  const names = await readdir(folder).catch(() => [])
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (file) => (file.birthtimeMs >= sinceMs ? file.size : 0),
        () => 0,
      ),
    ),
  )
  return Math.max(0, ...sizes)
}

const megabytes = (/** @type {number} */ bytes) => Math.round(bytes / 1e6)

export const formatProgress = (/** @type {number} */ bytes, /** @type {number} */ total) =>
  `${Math.min(100, Math.floor((100 * bytes) / total))} % of ${megabytes(total)} MB`

/**
 * Fetches one package file through npm (so that its registry, proxy and cache settings hold) and checks it.
 * @param {{ name: string, version: string, integrity: string, bytes: number }} pinned
 * @param {string} folder emptied first
 * @param {(text: string) => void} progress
 * @returns {Promise<string>} the package file's path
 */
export const fetchPackage = async (pinned, folder, progress) => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const startedMs = Date.now()
  const timer = setInterval(
    () => void downloadedBytes(startedMs).then((bytes) => progress(formatProgress(bytes, pinned.bytes))),
    500,
  )
  const specifier = `${pinned.name}@${pinned.version}`
  const args = ['pack', specifier, '--pack-destination', folder, '--ignore-scripts', '--loglevel=error']
  const { code, output } = await runNpm(args, folder).finally(() => clearInterval(timer))
  const file = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (code !== 0 || file === undefined) {
    throw new SetupError(
      `npm could not fetch ${specifier}:\n${firstLines(output)}`,
      "Check the network connection and npm's registry and proxy settings, then start again.",
    )
  }
  await assertIntegrity(join(folder, file), pinned.integrity)
  return join(folder, file)
}

/** Unpacks an npm package file, or some members of it, with the system's tar. */
export const unpackPackage = async (
  /** @type {string} */ file,
  /** @type {string} */ folder,
  /** @type {readonly string[]} */ members = [],
) => {
  const { code, output } = await runCaptured('tar', ['-xzf', file, '-C', folder, ...members])
  if (code === 0) return
  throw new SetupError(
    `${basename(file)} could not be unpacked: ${lastLines(output, 3)}`,
    'Make sure that "tar" is installed and the disk has 1 GB to spare, then start again.',
  )
}

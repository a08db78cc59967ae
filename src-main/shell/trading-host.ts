import type { Sentence } from '../../src-preload/contract/values.ts'
import { type DataFolder, openDataFolder, type ReadyDataFolder } from '../adapters/store/open-data-folder.ts'
import { restoreBackup } from '../adapters/store/restore-backup.ts'
import type { Log } from '../engine/ports/log.ts'
import type { Store } from '../engine/ports/store.ts'
import { denialIn } from './folder-denial.ts'
import { type Handlers, Refusal } from './ipc/ask-server.ts'
import { blockedHandlers } from './ipc/blocked-handlers.ts'
import { messageOf } from './message-of.ts'
import type { TradingSession } from './trading-session.ts'

interface TradingHostParts {
  readonly folder: string
  readonly log: Log
  /** Starts the engine on an opened folder; when it throws, nothing of the engine runs on. */
  readonly begin: (data: ReadyDataFolder) => Promise<TradingSession>
  /** The engine runs; returns what ends before it does. */
  readonly onBegun: (session: TradingSession) => () => void
  /** A backup was put in place and the engine runs on it. */
  readonly onRestored: () => void
  readonly blocked: Omit<Parameters<typeof blockedHandlers>[0], 'problem' | 'folder' | 'restore'>
}

type Opened = Exclude<DataFolder, { kind: 'locked' }>

const problemOf = (opened: Exclude<Opened, ReadyDataFolder>): Sentence => {
  const { file } = opened
  if (opened.kind === 'corrupt') {
    return { code: 'blocked.database-corrupt', facts: { file, detail: opened.detail } }
  }
  const { version, supported } = opened
  return { code: 'blocked.database-newer', facts: { file, version, supported } }
}

/** Data folder and engine: opened together, blocked with the reason when that fails, repaired, closed. */
export class TradingHost {
  readonly #parts: TradingHostParts
  #data: ReadyDataFolder | null = null
  #session: TradingSession | null = null
  #end = () => {}
  #handlers: Promise<Handlers>

  constructor(parts: TradingHostParts) {
    this.#parts = parts
    this.#handlers = Promise.resolve(
      this.#blockedBy({ code: 'blocked.engine-failed', facts: { message: '' } }),
    )
  }

  /** Null while no folder is open. */
  get store(): Store | null {
    return this.#data?.store ?? null
  }
  /** Null until the engine runs. */
  get session(): TradingSession | null {
    return this.#session
  }
  /** What the window's requests do now: they wait while the engine starts. */
  get handlers(): Promise<Handlers> {
    return this.#handlers
  }

  /** Opens the folder and begins to start the engine. @returns the process that uses it, when there is one */
  open(): { readonly usedBy: number | null } | null {
    const { folder } = this.#parts
    try {
      const opened = openDataFolder({ folder, now: Date.now })
      if (opened.kind === 'locked') return { usedBy: opened.pid }
      this.#handlers = this.#start(opened)
    } catch (error) {
      this.#handlers = Promise.resolve(this.#blockedByFailure(error))
    }
    return null
  }

  /** Ends the engine and frees the folder. */
  async close(): Promise<void> {
    const [session, data, end] = [this.#session, this.#data, this.#end]
    this.#session = null
    this.#data = null
    this.#end = () => {}
    try {
      end()
    } finally {
      if (session === null) data?.close()
      else await session.close()
    }
  }

  /** Never rejects: what cannot be used or started is said by the window, which offers repair. */
  async #start(opened: Opened): Promise<Handlers> {
    const { begin, onBegun, log } = this.#parts
    if (opened.kind !== 'ready') {
      const problem = problemOf(opened)
      log.error('app.blocked', { code: problem.code, file: opened.file })
      return this.#blockedBy(problem)
    }
    this.#data = opened
    try {
      this.#session = await begin(opened)
      this.#end = onBegun(this.#session)
      return this.#session.handlers
    } catch (error) {
      const blocked = this.#blockedByFailure(error)
      // A backup can be put in place only in a folder that nobody uses.
      await this.close().catch((second: unknown) =>
        log.error('app.close-failed', { message: messageOf(second) }),
      )
      return blocked
    }
  }

  #blockedByFailure(error: unknown): Handlers {
    const message = messageOf(error)
    this.#parts.log.error('app.start-failed', { message })
    const code = denialIn(error)
    if (code === null) return this.#blockedBy({ code: 'blocked.engine-failed', facts: { message } })
    return this.#blockedBy({ code: 'blocked.folder-denied', facts: { folder: this.#parts.folder, code } })
  }

  #blockedBy(problem: Sentence): Handlers {
    const { folder, blocked } = this.#parts
    return blockedHandlers({ ...blocked, problem, folder, restore: (file) => this.#restore(file) })
  }

  /** Puts a backup in place and goes on with it, without a restart. */
  async #restore(file: string): Promise<void> {
    const { folder, log, onRestored } = this.#parts
    const restored = restoreBackup({ folder, file, now: Date.now() })
    if (restored.kind === 'refused') throw new Refusal('RESTORE_FAILED', restored.detail)
    if (restored.kind === 'locked') {
      throw new Refusal('RESTORE_FAILED', 'another process uses the data folder')
    }
    const opened = openDataFolder({ folder, now: Date.now })
    if (opened.kind !== 'ready') throw new Refusal('RESTORE_FAILED', opened.kind)
    log.info('app.restored', { file })
    this.#handlers = this.#start(opened)
    await this.#handlers
    if (this.#session === null) throw new Refusal('RESTORE_FAILED', 'the engine cannot start on this backup')
    onRestored()
  }
}

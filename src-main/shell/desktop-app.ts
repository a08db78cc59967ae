import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow, ipcMain, nativeTheme, shell } from 'electron'
import { askChannel, feedChannel } from '../../src-preload/contract/channels.ts'
import type { FeedMessage } from '../../src-preload/contract/feed.ts'
import type { Sentence } from '../../src-preload/contract/values.ts'
import type { AppView } from '../../src-preload/contract/views.ts'
import { type FileLog, openFileLog } from '../adapters/log/file-log.ts'
import { type DataFolder, openDataFolder } from '../adapters/store/open-data-folder.ts'
import { restoreBackup } from '../adapters/store/restore-backup.ts'
import { appOrigin, serveWindow } from './app-protocol.ts'
import { SettingsDesk } from './app-settings.ts'
import { blockedReport, exitReport } from './exit-report.ts'
import { answer, type Handlers, Refusal, type Sender } from './ipc/ask-server.ts'
import { blockedHandlers } from './ipc/blocked-handlers.ts'
import { openExternal } from './links.ts'
import { setMenu } from './menu.ts'
import { notifyDesktop } from './notifications.ts'
import type { AppOptions } from './options.ts'
import { runtimeView } from './runtime.ts'
import { textIn } from './texts.ts'
import { openTradingSession, type TradingSession } from './trading-session.ts'
import { createWindow } from './window.ts'
import { loadWindowPlace, saveWindowPlace } from './window-place.ts'

interface DesktopParts {
  readonly options: AppOptions
  readonly folder: string
  /** Path of the market worker's module. */
  readonly marketWorker: string
  /** Path of each exchange's ccxt module. */
  readonly exchangeModules: Readonly<Record<string, string>>
}

const hourMs = 3_600_000
const devUrl = process.env.ELECTRON_RENDERER_URL ?? null

/** The app as one object: data folder, engine, window, and the way between them. */
export class DesktopApp {
  readonly #parts: DesktopParts
  readonly #log: FileLog
  readonly #settings: SettingsDesk
  readonly #startedAt = Date.now()
  #session: TradingSession | null = null
  #handlers: Promise<Handlers>
  #window: BrowserWindow | null = null
  #closing = false

  constructor(parts: DesktopParts) {
    this.#parts = parts
    this.#log = openFileLog(parts.folder)
    this.#settings = new SettingsDesk(
      () => this.#session?.data.store ?? null,
      () => app.getLocale(),
    )
    this.#handlers = Promise.reject(new Error('not started'))
    this.#handlers.catch(() => {})
  }

  /** Opens the data folder, shows the window, and lets the engine start beside it. */
  async start(): Promise<void> {
    serveWindow(join(import.meta.dirname, '../renderer'))
    const opened = openDataFolder({
      folder: this.#parts.folder,
      now: Date.now,
      onCandlesLost: (detail) => this.#log.warn('market-db.recreated', { detail }),
    })
    if (opened.kind === 'locked') return this.#refuse(opened.pid)
    this.#handlers = this.#open(opened).catch((error: unknown) => this.#blockByFailure(error))
    ipcMain.handle(askChannel, async (event, name: unknown, input: unknown) => {
      const frame = event.senderFrame
      const sender = {
        url: frame?.url ?? '',
        isMainFrame: frame !== null && frame === event.sender.mainFrame,
      }
      return answer(await this.#handlers, (of) => this.#isTrusted(of), this.#log, { sender, name, input })
    })
    this.#showWindow(opened.kind === 'ready' ? loadWindowPlace(opened.store) : null)
    const handlers = await this.#handlers
    if (this.#parts.options.demo) await this.#startDemo(handlers)
    if (this.#parts.options.exitAfterMs !== null) {
      setTimeout(() => void this.quit(), this.#parts.options.exitAfterMs)
    }
  }

  focus(route?: string): void {
    if (this.#window === null) return
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
    if (route !== undefined) this.#session?.publisher.publish({ kind: 'navigate', to: route })
  }

  /** Closes everything in order and ends the process. */
  async quit(): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    const { options } = this.#parts
    try {
      if (options.screenshot !== null && this.#window !== null) {
        const picture = await this.#window.webContents.capturePage()
        writeFileSync(options.screenshot, picture.toPNG())
      }
      this.#rememberPlace()
      const info = this.#info()
      const session = this.#session
      const line =
        session === null
          ? blockedReport(info, this.#log.errors + 1)
          : exitReport(session.engine, session.data.store, info, this.#log.errors)
      await session?.close()
      if (options.exitAfterMs !== null) process.stdout.write(`${line}\n`)
    } catch (error) {
      this.#log.error('app.quit-failed', { message: String(error) })
      process.stderr.write(`The app could not close cleanly: ${String(error)}\n`)
      app.exit(1)
      return
    }
    this.#log.close()
    app.exit(0)
  }

  async #open(opened: Exclude<DataFolder, { kind: 'locked' }>): Promise<Handlers> {
    if (opened.kind !== 'ready') return this.#block(opened)
    this.#session = await openTradingSession({
      data: opened,
      log: this.#log,
      resources: join(app.getAppPath(), 'resources'),
      marketWorker: this.#parts.marketWorker,
      exchangeModules: this.#parts.exchangeModules,
      settings: this.#settings,
      info: () => this.#info(),
      send: (message) => this.#send(message),
      shellActions: { openLink: openExternal, openDataFolder: () => this.#openFolder() },
    })
    const { engine } = this.#session
    const backUp = () => opened.backups.ifDue(Date.now())
    backUp()
    setInterval(backUp, hourMs)
    notifyDesktop({ engine, language: () => this.#settings.language(), open: (route) => this.focus(route) })
    nativeTheme.themeSource = this.#settings.read().theme
    setMenu(this.#settings.language(), {
      engageKillSwitch: () => {
        engine.engageKillSwitch('paper', 'menu')
        this.focus()
      },
      pauseAll: () => void engine.command(({ bots }) => bots.pauseAllEntries('paper')),
    })
    return this.#session.handlers
  }

  #block(opened: Extract<DataFolder, { kind: 'corrupt' | 'newer' }>): Handlers {
    const problem: Sentence =
      opened.kind === 'corrupt'
        ? { code: 'blocked.database-corrupt', facts: { file: opened.file, detail: opened.detail } }
        : {
            code: 'blocked.database-newer',
            facts: { file: opened.file, version: opened.version, supported: opened.supported },
          }
    this.#log.error('app.blocked', { code: problem.code, file: opened.file })
    return this.#blockedBy(problem)
  }

  /** The engine could not start: nothing trades, the window says why. */
  #blockByFailure(error: unknown): Handlers {
    const message = error instanceof Error ? error.message : String(error)
    this.#log.error('app.start-failed', { message })
    return this.#blockedBy({ code: 'blocked.engine-failed', facts: { message } })
  }

  #blockedBy(problem: Sentence): Handlers {
    return blockedHandlers({
      problem,
      folder: this.#parts.folder,
      info: () => this.#info(),
      settings: this.#settings,
      startedAt: this.#startedAt,
      restore: (file) => this.#restore(file),
      openDataFolder: () => this.#openFolder(),
    })
  }

  /** Puts a backup in place and goes on with it, without a restart. */
  async #restore(file: string): Promise<void> {
    const { folder } = this.#parts
    const restored = restoreBackup({ folder, file, now: Date.now() })
    if (restored.kind === 'refused') throw new Refusal('RESTORE_FAILED', restored.detail)
    if (restored.kind === 'locked')
      throw new Refusal('RESTORE_FAILED', 'another process uses the data folder')
    const opened = openDataFolder({ folder, now: Date.now })
    if (opened.kind !== 'ready') throw new Refusal('RESTORE_FAILED', opened.kind)
    this.#log.info('app.restored', { file })
    this.#handlers = this.#open(opened)
    await this.#handlers
    this.#window?.webContents.reload()
  }

  async #startDemo(handlers: Handlers): Promise<void> {
    if (this.#session === null) return
    if (this.#session.engine.roster.size === 0) await handlers['demo.start']({})
    else await this.#session.engine.command((engine) => engine.startStopped())
  }

  #showWindow(place: ReturnType<typeof loadWindowPlace>): void {
    const window = createWindow({ theme: this.#settings.read().theme, place, devUrl })
    this.#window = window
    window.on('hide', () => this.#session?.publisher.setVisible(false))
    window.on('minimize', () => this.#session?.publisher.setVisible(false))
    window.on('show', () => this.#session?.publisher.setVisible(true))
    window.on('restore', () => this.#session?.publisher.setVisible(true))
    window.on('close', () => this.#rememberPlace())
    window.on('closed', () => {
      this.#window = null
    })
    window.webContents.on('render-process-gone', (_event, details) => {
      this.#log.warn('window.gone', { reason: details.reason })
      // The engine trades on; only its window comes back.
      if (!this.#closing && this.#window !== null) this.#window.webContents.reload()
    })
  }

  #rememberPlace(): void {
    const window = this.#window
    if (window === null || window.isDestroyed() || this.#session === null) return
    saveWindowPlace(this.#session.data.store, {
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
    })
  }

  #send(message: FeedMessage): void {
    if (message.body.kind === 'settings') nativeTheme.themeSource = message.body.settings.theme
    if (this.#window !== null && !this.#window.isDestroyed()) {
      this.#window.webContents.send(feedChannel, message)
    }
  }

  #isTrusted(sender: Sender): boolean {
    const origin = URL.canParse(sender.url) ? new URL(sender.url) : null
    const own = `${origin?.protocol}//${origin?.host}` === appOrigin
    const development = devUrl !== null && origin?.origin === new URL(devUrl).origin
    return sender.isMainFrame && (own || development)
  }

  #info(): AppView {
    return { ...runtimeView(this.#session?.data.store ?? null), dataFolder: this.#parts.folder }
  }

  async #openFolder(): Promise<void> {
    const failed = await shell.openPath(this.#parts.folder)
    if (failed !== '') throw new Refusal('INTERNAL', failed)
  }

  #refuse(pid: number | null): void {
    const message = textIn(this.#settings.language(), 'inUse', { pid: pid === null ? '' : ` (${pid})` })
    process.stderr.write(`${message}\n`)
    app.exit(1)
  }
}

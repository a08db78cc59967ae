import { join } from 'node:path'
import { app, ipcMain, nativeTheme, shell } from 'electron'
import { askChannel } from '../../src-preload/contract/channels.ts'
import type { FeedMessage } from '../../src-preload/contract/feed.ts'
import type { AppView } from '../../src-preload/contract/views.ts'
import { systemClock } from '../adapters/clock/system-clock.ts'
import { type FileLog, openFileLog } from '../adapters/log/file-log.ts'
import type { Engine } from '../engine/engine.ts'
import { serveWindow } from './app-protocol.ts'
import { SettingsDesk } from './app-settings.ts'
import { closeInOrder } from './close-in-order.ts'
import { Ending } from './ending.ts'
import { haltEntries } from './halt-entries.ts'
import { answer, Refusal } from './ipc/ask-server.ts'
import { keepData } from './keep-data.ts'
import { killScope } from './kill-scope.ts'
import { Leaving } from './leaving.ts'
import { openExternal } from './links.ts'
import { MainWindow } from './main-window.ts'
import { type MenuActions, setMenu } from './menu.ts'
import { messageOf } from './message-of.ts'
import { type AppOptions, mayAsk } from './options.ts'
import { devUrlOf, isOwnPage } from './own-pages.ts'
import { beginPresence, type PressSource } from './presence.ts'
import { guardProcess } from './process-guard.ts'
import type { LeftAlone } from './quit-question.ts'
import { runtimeView } from './runtime.ts'
import { textIn } from './texts.ts'
import { TradingHost } from './trading-host.ts'
import { openTradingSession, type TradingSession } from './trading-session.ts'
import { hasTrayHost } from './tray/tray-host.ts'
import { loadWindowPlace, saveWindowPlace } from './window-place.ts'

interface DesktopParts {
  readonly options: AppOptions
  readonly folder: string
  /** Path of the market worker's module. */
  readonly marketWorker: string
  /** Path of the candle writer's module. */
  readonly candleWriter: string
  /** Path of the account worker's module. */
  readonly accountWorker: string
  /** Path of the backup worker's module. */
  readonly backupWorker: string
  /** Where each exchange's ccxt class is, in a module named after it. */
  readonly exchangeFolder: string
}

/** The app as one object: data folder, engine, window, and the way between them. */
export class DesktopApp {
  readonly #parts: DesktopParts
  readonly #log: FileLog
  readonly #settings: SettingsDesk
  readonly #host: TradingHost
  readonly #window: MainWindow
  readonly #ending: Ending<readonly LeftAlone[]>
  readonly #leaving: Leaving
  readonly #resources = join(app.getAppPath(), 'resources')
  readonly #devUrl = devUrlOf(app.isPackaged, process.env)

  constructor(parts: DesktopParts) {
    const { folder, options } = parts
    this.#parts = parts
    this.#log = openFileLog(folder)
    const [log, clock, asks] = [this.#log, systemClock, mayAsk(options, process.env)]
    const language = () => this.#settings.language()
    this.#settings = new SettingsDesk(
      () => this.#host.store,
      () => app.getLocale(),
      () => this.#applySettings(),
    )
    const common = {
      info: () => this.#info(),
      settings: this.#settings,
      send: (message: FeedMessage) => this.#window.send(message),
    }
    const shellActions = {
      openLink: openExternal,
      openDataFolder: () => this.#openFolder(),
      confirmNatively: async (question: Parameters<MainWindow['ask']>[0]) =>
        (await this.#window.ask(question)) === 1,
    }
    this.#host = new TradingHost({
      folder,
      log,
      begin: (data) =>
        openTradingSession({
          ...common,
          data,
          log,
          resources: this.#resources,
          folder: this.#parts.folder,
          marketWorker: parts.marketWorker,
          candleWriter: parts.candleWriter,
          accountWorker: parts.accountWorker,
          exchangeFolder: parts.exchangeFolder,
          shellActions,
        }),
      onBegun: (session) => this.#onBegun(session),
      onRestored: () => this.#window.reload(),
      blocked: { ...common, startedAt: clock.now(), openDataFolder: shellActions.openDataFolder },
    })
    this.#window = new MainWindow({
      log,
      clock,
      asks,
      language,
      devUrl: this.#devUrl,
      onVisible: (visible) => this.#host.session?.publisher.setVisible(visible),
      onClose: () => {
        this.#rememberPlace()
        if (this.#ending.isClosing || !this.#leaving.hidesOnClose()) return this.#ending.holdsWindow()
        void this.#leaving.goOutOfSight()
        return true
      },
      onKillShortcut: () => this.#pressKillSwitch('shortcut'),
    })
    this.#leaving = new Leaving({
      engine: () => this.#host.session?.engine ?? null,
      store: () => this.#host.store,
      settings: this.#settings,
      language,
      clock,
      asks,
      window: () => this.#window,
      hasTray: () => hasTrayHost(process.platform),
    })
    this.#ending = new Ending({
      risk: () => this.#leaving.risk(),
      confirm: (left) => this.#leaving.confirm(left),
      close: () =>
        closeInOrder({
          options,
          log,
          host: this.#host,
          window: this.#window,
          info: () => this.#info(),
          rememberPlace: () => this.#rememberPlace(),
        }),
      exit: (code) => app.exit(code),
      clock,
      log,
    })
  }

  /** Opens the data folder, shows the window, and lets the engine start beside it. */
  async start(): Promise<void> {
    guardProcess(process, { log: this.#log, halt: (error) => this.#halt(error) })
    serveWindow(join(import.meta.dirname, '../renderer'))
    const inUse = this.#host.open()
    if (inUse !== null) return this.#refuse(inUse.usedBy)
    ipcMain.handle(askChannel, async (event, name: unknown, input: unknown) => {
      const frame = event.senderFrame
      const sender = {
        url: frame?.url ?? '',
        isMainFrame: frame !== null && frame === event.sender.mainFrame,
      }
      const isTrusted = (of: typeof sender) => isOwnPage(of, this.#devUrl)
      return answer(await this.#host.handlers, isTrusted, this.#log, { sender, name, input })
    })
    this.#applySettings()
    const { store } = this.#host
    this.#window.open(this.#settings.read().theme, store === null ? null : loadWindowPlace(store))
    await this.#host.handlers
    const { demo, exitAfterMs } = this.#parts.options
    if (demo) await this.#startDemo()
    if (exitAfterMs !== null) setTimeout(() => void this.quit(), exitAfterMs)
  }

  focus(route?: string): void {
    this.#window.focus()
    if (route !== undefined) this.#host.session?.publisher.publish({ kind: 'navigate', to: route })
  }

  /** The user wants to quit: asks first when bots run or positions are open. */
  requestQuit(): Promise<void> {
    return this.#ending.request()
  }

  /** Closes everything in order and ends the process, without a question. */
  quit(): Promise<void> {
    return this.#ending.now()
  }

  #onBegun(session: TradingSession): () => void {
    const { engine } = session
    const { folder, backupWorker } = this.#parts
    const ends = [
      keepData({ session, clock: systemClock, log: this.#log, folder, backupWorker }),
      beginPresence({
        session,
        clock: systemClock,
        log: this.#log,
        language: () => this.#settings.language(),
        notifications: () => this.#settings.read().notifications,
        resources: this.#resources,
        actions: this.#menuActions(engine),
        engageBy: (source) => this.#engage(source),
        open: (route) => this.focus(route),
        quit: () => void this.requestQuit(),
      }),
    ]
    this.#applySettings()
    return () => {
      for (const end of ends.reverse()) end()
      this.#applySettings()
    }
  }

  /** Theme and menu follow the settings; the menu's commands are there while an engine is. */
  #applySettings(): void {
    nativeTheme.themeSource = this.#settings.read().theme
    const engine = this.#host.session?.engine
    setMenu(this.#settings.language(), engine === undefined ? null : this.#menuActions(engine))
  }

  #menuActions(engine: Engine): MenuActions {
    return {
      engageKillSwitch: () => this.#engage('menu'),
      pauseAll: () =>
        void engine.command(({ bots }) => {
          for (const mode of ['live', 'paper'] as const) bots.pauseAllEntries(mode)
        }),
    }
  }

  /** Halts first; the window, where it can, shows what comes next. */
  #engage(source: PressSource): void {
    this.#pressKillSwitch(source)
    this.focus('/kill')
  }

  #pressKillSwitch(source: PressSource): void {
    const engine = this.#host.session?.engine
    engine?.engageKillSwitch(
      killScope(engine.books, () => this.#settings.read().killPaperToo),
      source,
    )
  }

  #halt(error: Error): void {
    const { session } = this.#host
    if (session === null || this.#ending.isClosing) return
    haltEntries(session.engine, error).catch((second: unknown) =>
      this.#log.error('app.halt-failed', { message: messageOf(second) }),
    )
  }

  async #startDemo(): Promise<void> {
    const { session } = this.#host
    if (session === null) return
    if (session.engine.roster.size === 0) await session.handlers['demo.start']({})
    else await session.engine.command((engine) => engine.startStopped())
  }

  /** Best effort: a window that stands elsewhere next time must not hold up its closing. */
  #rememberPlace(): void {
    const [place, store] = [this.#window.place(), this.#host.store]
    if (place === null || store === null) return
    try {
      saveWindowPlace(store, place)
    } catch (error) {
      this.#log.warn('window.place-not-saved', { message: messageOf(error) })
    }
  }

  #info(): AppView {
    return { ...runtimeView(this.#host.store), dataFolder: this.#parts.folder }
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

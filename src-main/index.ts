import { join, resolve } from 'node:path'
import { app, powerMonitor } from 'electron'
import { declareAppProtocol } from './shell/app-protocol.ts'
import { DesktopApp } from './shell/desktop-app.ts'
import { folderDenial } from './shell/folder-denial.ts'
import { parseOptions } from './shell/options.ts'
import { failToStart, refuseFolder } from './shell/start-failure.ts'
import accountWorker from './workers/account.worker.ts?modulePath'
import backupWorker from './workers/backup.worker.ts?modulePath'
import candleWriter from './workers/candle-writer.worker.ts?modulePath'
import marketWorker from './workers/market.worker.ts?modulePath'

const options = parseOptions(process.argv)
declareAppProtocol()
if (options.dataFolder !== null) app.setPath('userData', resolve(options.dataFolder))
const folder = app.getPath('userData')
// The browser engine keeps its files apart from the app's own.
app.setPath('sessionData', join(folder, 'window'))

const start = async (): Promise<void> => {
  const desktop = new DesktopApp({
    options,
    folder,
    marketWorker,
    backupWorker,
    candleWriter,
    accountWorker,
    // The build puts the library's class of each exchange there.
    exchangeFolder: join(import.meta.dirname, 'exchanges'),
  })
  app.on('second-instance', () => desktop.focus())
  app.on('activate', () => desktop.focus())
  app.on('window-all-closed', () => void desktop.quit())
  app.on('before-quit', (event) => {
    event.preventDefault()
    void desktop.requestQuit()
  })
  // The computer does not wait for an answer.
  powerMonitor.on('shutdown', () => void desktop.quit())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void desktop.quit())
  await desktop.start()
}

const denial = folderDenial(folder)
if (denial !== null) {
  void app.whenReady().then(() => refuseFolder(folder, denial, options))
} else if (!app.requestSingleInstanceLock()) {
  process.stderr.write('Auronex is running already: its window has been brought to the front.\n')
  app.exit(0)
} else {
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => failToStart(error, options))
}

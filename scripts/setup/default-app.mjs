// Runs inside the registry Electron, which has no default app of its own: starts the app in the folder
// that the command line names, as Electron's default app does (electron/electron, default_app/main.ts).

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app as electronApp } from 'electron'

/**
 * What Electron's default app uses of it that its public types leave out.
 * @type {import('electron').App & { setVersion(version: string): void, setAppPath(path: string): void }}
 */
const app = /** @type {any} */ (electronApp)

const folderArgument = process.argv.slice(1).find((argument) => !argument.startsWith('-'))

const fail = (/** @type {string} */ message) => {
  console.error(message)
  process.exit(1)
}

const start = async () => {
  if (folderArgument === undefined) return fail('No app folder was given.')
  const folder = resolve(folderArgument)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const name = manifest.productName ?? manifest.name
  if (manifest.version) app.setVersion(manifest.version)
  if (name) {
    app.name = name
    if (!app.commandLine.hasSwitch('user-data-dir')) {
      app.setPath('userData', join(app.getPath('appData'), name))
    }
  }
  app.setAppPath(folder)
  // what the app sees as its arguments is the same as under Electron's own default app
  await import(pathToFileURL(join(folder, manifest.main ?? 'index.js')).href)
}

// Awaited here, so that Electron is not ready before the app's main module has run: it declares its protocol first.
await start().catch((error) => fail(error?.stack ?? String(error)))

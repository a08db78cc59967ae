import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const main = `
const { app, BrowserWindow } = require('electron')
const folder = process.argv.find((argument) => argument.startsWith('--user-data-dir=')).slice(16)
app.setPath('userData', folder)
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'))
app.on('window-all-closed', () => app.quit())
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.quit())
`

const page = '<!doctype html><meta charset="utf-8"><title>Empty</title><button>Hello</button>\n'

/** The least app that Electron can be: one window with one word. @returns its folder */
export const writeEmptyApp = (parent: string): string => {
  const folder = join(parent, 'empty-app')
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'package.json'),
    '{ "name": "empty-app", "version": "1.0.0", "main": "main.js" }\n',
  )
  writeFileSync(join(folder, 'main.js'), main)
  writeFileSync(join(folder, 'index.html'), page)
  return folder
}

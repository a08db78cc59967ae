import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { findElectron } from '../../scripts/setup/electron.mjs'
import { electronCommand } from '../../scripts/setup/electron-command.mjs'
import { parseMissing } from '../../scripts/setup/libraries.mjs'
import { projectRoot } from '../../scripts/setup/paths.mjs'
import { temporaryFolder } from './temporary-folder.ts'

let root = ''
const write = (path: string, text: string) => {
  const file = join(root, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}
const install = (manifestVersion: string, binaryVersion: string) => {
  write('node_modules/electron/package.json', JSON.stringify({ version: manifestVersion }))
  write('node_modules/electron/dist/version', binaryVersion)
  write('node_modules/electron/path.txt', 'electron')
  return write('node_modules/electron/dist/electron', '')
}
const addRegistryBuild = () => {
  write('.cache/electron-33.2.1/.complete', '')
  write('.cache/electron-33.2.1/version', '33.2.1')
  return write('.cache/electron-33.2.1/electron', '')
}

beforeEach(() => {
  root = temporaryFolder()
})

describe('finding an Electron', () => {
  it('finds none in a fresh clone', async () => {
    expect(await findElectron(root, {})).toBeUndefined()
  })

  it('takes the installed one when its version is the wanted one', async () => {
    const path = install('45.4.1', 'v45.4.1')
    expect(await findElectron(root, {})).toEqual({ path, version: '45.4.1', supported: true })
  })

  it('does not take an installed one of another version', async () => {
    install('45.4.1', '45.0.0')
    expect(await findElectron(root, {})).toBeUndefined()
  })

  it('prefers an explicit path, and refuses one where nothing is', async () => {
    install('45.4.1', '45.4.1')
    const path = write('elsewhere/electron', '')
    expect(await findElectron(root, { AURONEX_ELECTRON: path })).toMatchObject({ path })
    await expect(findElectron(root, { AURONEX_ELECTRON: `${path}-not` })).rejects.toThrow('no such file')
  })

  it('takes the registry build, as unsupported, while the failed download is less than a day old', async () => {
    const path = addRegistryBuild()
    expect(await findElectron(root, {})).toBeUndefined()
    const failure = write('.cache/electron-host-unreachable', '')
    expect(await findElectron(root, {})).toEqual({ path, version: '33.2.1', supported: false })
    const yesterday = new Date(Date.now() - 25 * 60 * 60_000)
    utimesSync(failure, yesterday, yesterday)
    expect(await findElectron(root, {})).toBeUndefined()
  })
})

describe('the command line of Electron', () => {
  const options = { electronFlags: ['--no-sandbox', '--inspect=0'], appArgs: ['--demo'] }
  const display = { env: { ELECTRON_RUN_AS_NODE: '1', DISPLAY: ':0' }, virtual: false }

  it('has its flags before the app folder and the app options after it', () => {
    const { commandArgs, env } = electronCommand('electron', options, display, 1000)
    expect(commandArgs).toEqual(['--no-sandbox', '--inspect=0', projectRoot, '--demo'])
    expect(env).toEqual({ DISPLAY: ':0' })
  })

  it('turns the sandbox off for root, once, and for nobody else', () => {
    const plain = { electronFlags: [], appArgs: [] }
    expect(electronCommand('electron', plain, display, 0).commandArgs).toEqual(['--no-sandbox', projectRoot])
    expect(electronCommand('electron', plain, display, 1000).commandArgs).toEqual([projectRoot])
    expect(electronCommand('electron', options, display, 0).commandArgs).toEqual([
      '--no-sandbox',
      '--inspect=0',
      projectRoot,
      '--demo',
    ])
  })
})

it('reads missing libraries out of what ldd prints, each once', () => {
  const printed = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
    '\tlibnss3.so => not found',
    '\tlibgtk-3.so.0 => not found',
  ].join('\n')
  expect(parseMissing(printed)).toEqual(['libgtk-3.so.0', 'libnss3.so'])
})

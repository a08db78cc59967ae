import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { contentPolicy, declareAppProtocol, fileOf, serveWindow } from '../../src-main/shell/app-protocol.ts'
import { newFolder } from '../support/store/new-folder.ts'
import { told } from './support/fake-electron.ts'
import { readText } from './support/source-files.ts'

vi.mock('electron', async () => (await import('./support/fake-electron.ts')).fakeElectron)

const directivesOf = (policy: string): ReadonlyMap<string, string> =>
  new Map(
    policy
      .split(';')
      .map((directive) => directive.trim().split(/\s+/))
      .map(([name = '', ...sources]) => [name, sources.sort().join(' ')]),
  )

describe('the content policy', () => {
  const served = directivesOf(contentPolicy)

  test('allows nothing that it does not name', () => {
    expect(served.get('default-src')).toBe("'none'")
    for (const name of ['base-uri', 'form-action', 'frame-ancestors']) expect(served.get(name)).toBe("'none'")
  })

  test('has no network and no script but our own files', () => {
    expect(served.get('connect-src')).toBe("'self'")
    expect(served.get('script-src')).toBe("'self'")
    const everything = [...served.values()].join(' ')
    expect(everything).not.toMatch(/https?:|wss?:|\*|unsafe-eval|blob:|filesystem:/)
    expect(
      [...served].filter(([, sources]) => sources.includes('unsafe-inline')).map(([name]) => name),
    ).toEqual(['style-src'])
  })

  test('the page declares the same for everything that it loads', () => {
    const html = readText('src-renderer/index.html')
    const [, policy = ''] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html) ?? []
    const declared = directivesOf(policy)
    for (const [name, sources] of served) {
      if (name.endsWith('-src')) expect(`${name} ${declared.get(name)}`).toBe(`${name} ${sources}`)
    }
    expect([...declared.keys()].filter((name) => !served.has(name))).toEqual([])
  })

  test('the page has no script of its own', () => {
    const html = readText('src-renderer/index.html')
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/)
    expect(html).not.toMatch(/\son\w+=/)
    expect(html).not.toMatch(/https?:\/\//)
  })
})

const folder = join('/', 'app', 'renderer')
/** Null when refused; an address that cannot be read at all is refused too. */
const found = (address: string): string | null => {
  try {
    return fileOf(folder, address)
  } catch {
    return null
  }
}

describe('the app protocol', () => {
  test('names the files of the window', () => {
    expect(found('app://auronex/')).toBe(join(folder, 'index.html'))
    expect(found('app://auronex/assets/main-1.js')).toBe(join(folder, 'assets', 'main-1.js'))
    expect(found('app://auronex/a%20b.svg?x=1#y')).toBe(join(folder, 'a b.svg'))
  })

  test.each([
    'app://auronex/../secret',
    'app://auronex/../../etc/passwd',
    'app://auronex/%2e%2e/secret',
    'app://auronex/%2e%2e%2fsecret',
    'app://auronex/assets/..%2f..%2fsecret',
    'app://auronex/..%2frenderer-other/secret',
    'app://auronex/%00',
    'app://auronex/index.html%00.png',
    'app://auronex/%E0%A4%A',
    'app://elsewhere/index.html',
    'app://auronex.example/index.html',
    'app://auronex:8080/index.html',
    'http://auronex/index.html',
    'file:///app/renderer/index.html',
    'not an address',
  ])('leaves the folder for nothing: %s', (address) => {
    const file = found(address)
    // A path whose dots were resolved before it came here stays below the folder.
    if (file !== null) expect(file.startsWith(`${folder}/`)).toBe(true)
    if (!address.includes('/../') && !address.includes('/%2e%2e/')) expect(file).toBeNull()
  })
})

describe('what is served', () => {
  const place = newFolder()
  const ask = async (address: string) =>
    (await told.handlers.get('protocol app')?.(new Request(address))) as Response

  beforeAll(() => {
    mkdirSync(join(place.path, 'renderer'))
    writeFileSync(join(place.path, 'renderer', 'index.html'), '<!doctype html>')
    writeFileSync(join(place.path, 'secret.txt'), 'secret')
    serveWindow(join(place.path, 'renderer'))
  })
  afterAll(() => place.remove())

  test('carries the policy, its type, and no room for guessing it', async () => {
    const response = await ask('app://auronex/')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toBe(contentPolicy)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toBe('<!doctype html>')
  })

  test('is nothing beyond the folder and nothing that is not there', async () => {
    const beyond = await ask('app://auronex/..%2fsecret.txt')
    expect([beyond.status, await beyond.text()]).toEqual([403, 'not here'])
    expect((await ask('app://auronex/none.js')).status).toBe(404)
  })

  test('has an origin of its own and no more rights than a page needs', () => {
    declareAppProtocol()
    expect(told.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ])
  })
})

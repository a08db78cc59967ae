import { describe, expect, test } from 'vitest'
import { devUrlOf, isOwnPage } from '../../../src-main/shell/own-pages.ts'

const devUrl = 'http://localhost:5173'

describe("the development server's address", () => {
  test('counts in development', () => {
    expect(devUrlOf(false, { ELECTRON_RENDERER_URL: devUrl })).toBe(devUrl)
    expect(devUrlOf(false, {})).toBeNull()
  })

  test('is not an address when it makes no sense', () => {
    expect(devUrlOf(false, { ELECTRON_RENDERER_URL: 'nowhere' })).toBeNull()
  })

  test('never counts in a packaged app', () => {
    expect(devUrlOf(true, { ELECTRON_RENDERER_URL: devUrl })).toBeNull()
  })
})

describe('a page that asks', () => {
  test.each([
    ['app://auronex/', true, null, true],
    ['app://auronex/index.html#/bots', true, null, true],
    ['app://auronex/', false, null, false],
    ['app://other/', true, null, false],
    ['https://auronex/', true, null, false],
    ['http://localhost:5173/', true, null, false],
    ['http://localhost:5173/', true, devUrl, true],
    ['http://localhost:5173/', false, devUrl, false],
    ['http://localhost:5174/', true, devUrl, false],
    ['', true, devUrl, false],
    ['about:blank', true, devUrl, false],
  ])('%s (main frame: %s, development: %s) is ours: %s', (url, isMainFrame, dev, own) => {
    expect(isOwnPage({ url, isMainFrame }, dev)).toBe(own)
  })
})

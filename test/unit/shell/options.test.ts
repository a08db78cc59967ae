import { describe, expect, test } from 'vitest'
import { mayAsk, parseOptions } from '../../../src-main/shell/options.ts'

const none = { demo: false, dataFolder: null, exitAfterMs: null, screenshot: null }
const parse = (...given: readonly string[]) => parseOptions(['/electron', '.', ...given])

describe('options of the command line', () => {
  test('are off unless asked for', () => {
    expect(parse()).toEqual(none)
  })

  test('are read wherever they stand', () => {
    expect(parse('--exit-after=60', '--demo', '--user-data-dir=/a b/c', '--screenshot=x=y.png')).toEqual({
      demo: true,
      dataFolder: '/a b/c',
      exitAfterMs: 60_000,
      screenshot: 'x=y.png',
    })
  })

  test('the time to exit may be a fraction or nothing, never less, never a word', () => {
    expect(parse('--exit-after=0.5').exitAfterMs).toBe(500)
    expect(parse('--exit-after=0').exitAfterMs).toBe(0)
    for (const wrong of ['-1', 'soon', 'Infinity', 'NaN']) {
      expect(parse(`--exit-after=${wrong}`).exitAfterMs).toBeNull()
    }
  })

  test('those of the browser engine are not ours, nor are ones that only begin like ours', () => {
    expect(
      parse('--no-sandbox', '--demo-market', '--user-data-dirs=/x', '--remote-debugging-port=1'),
    ).toEqual(none)
  })
})

describe('native questions are asked', () => {
  test.each([
    ['of a user', [], {}, true],
    ['on no run that ends by itself', ['--exit-after=60'], {}, false],
    ['in no test', [], { AURONEX_E2E: '1' }, false],
    ['in a test that wants them', [], { AURONEX_E2E: '1', AURONEX_E2E_ASKS: '1' }, true],
  ])('%s', (_, given, env, asks) => {
    expect(mayAsk(parse(...given), env)).toBe(asks)
  })
})

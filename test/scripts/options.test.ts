import { describe, expect, it } from 'vitest'
import { parseStartOptions } from '../../scripts/setup/options.mjs'

const parse = (...args: string[]) => parseStartOptions(args, { folder: '/home/someone' })
const parseForDriver = (...args: string[]) =>
  parseStartOptions(args, { folder: '/home/someone', allowElectronFlags: true })

describe('options of the start script', () => {
  it('passes the known ones on to the app, with absolute paths', () => {
    expect(parse('--demo', '--user-data-dir=data', '--screenshot=/tmp/a=b.png', '--exit-after=1.5')).toEqual({
      kind: 'run',
      appArgs: [
        '--demo',
        '--user-data-dir=/home/someone/data',
        '--screenshot=/tmp/a=b.png',
        '--exit-after=1.5',
      ],
      electronFlags: [],
    })
  })

  it.each([
    '--exit-after=0',
    '--exit-after=-1',
    '--exit-after=soon',
    '--exit-after=',
    '--exit-after',
    '--user-data-dir=',
    '--user-data-dir',
    '--screenshot=',
    '--demo=yes',
    '--inspect=0',
    '--toString',
    'demo',
  ])('refuses %s', (argument) => {
    expect(parse('--demo', argument)).toEqual({ kind: 'invalid', argument })
  })

  it('asks for help before anything else', () => {
    expect(parse('--demo', '--help')).toEqual({ kind: 'help' })
  })

  it('lets a test driver add flags for Electron, in their order', () => {
    expect(parseForDriver('--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '--demo')).toEqual({
      kind: 'run',
      appArgs: ['--demo'],
      electronFlags: ['--no-sandbox', '--inspect=0', '--remote-debugging-port=0'],
    })
  })

  it.each(['--exit-after=soon', '--user-data-dir', 'stray'])(
    'refuses %s from a test driver as well',
    (argument) => {
      expect(parseForDriver(argument)).toEqual({ kind: 'invalid', argument })
    },
  )
})

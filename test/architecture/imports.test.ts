import { describe, expect, test } from 'vitest'
import { layers, wrongImports } from './support/import-table.ts'
import { readSources, sourceFile, walk } from './support/source-files.ts'

const files = readSources('src-main', 'src-preload', 'src-renderer', 'test')

describe('the import table', () => {
  test.each(layers.map((layer) => layer.place))('holds for %s', (place) => {
    const here = files.filter((file) => file.path.startsWith(place))
    expect(here.flatMap(wrongImports)).toEqual([])
  })

  test('has a row for every file', () => {
    expect(files.length).toBeGreaterThan(200)
    expect(files.flatMap(wrongImports)).toEqual([])
  })
})

const wrongIn = (path: string, text: string) => wrongImports(sourceFile(path, text))

describe('a wrong arrow is seen', () => {
  test.each([
    ['src-main/domain/x.ts', "import { y } from '../engine/lane.ts'"],
    ['src-main/domain/x.ts', "import type { Clock } from '../engine/ports/clock.ts'"],
    ['src-main/domain/x.ts', "import { readFileSync } from 'node:fs'"],
    ['src-main/domain/x.ts', "import Big from 'big.js'"],
    ['src-main/engine/x.ts', "import { join } from 'node:path'"],
    ['src-main/engine/x.ts', "import { y } from '../adapters/ids/unique-ids.ts'"],
    ['src-main/engine/x.ts', "export { y } from '../adapters/ids/unique-ids.ts'"],
    ['src-main/engine/x.ts', "const y = await import('../adapters/ids/unique-ids.ts')"],
    ['src-main/engine/ports/x.ts', "import { Lane } from '../lane.ts'"],
    ['src-main/adapters/ids/x.ts', "import { Lane } from '../../engine/lane.ts'"],
    ['src-main/adapters/ids/x.ts', "import { y } from '../clock/system-clock.ts'"],
    ['src-main/adapters/exchanges/paper/x.ts', "import { y } from '../replay/recording.ts'"],
    ['src-main/adapters/store/x.ts', "import { y } from '../exchanges/replay/recording.ts'"],
    ['src-main/adapters/log/x.ts', "import { app } from 'electron'"],
    ['src-main/workers/x.ts', "import { Engine } from '../engine/engine.ts'"],
    ['src-main/workers/x.ts', "import 'electron'"],
    ['src-main/engine/x.ts', "import { requests } from '../../src-preload/contract/requests.ts'"],
    ['src-preload/contract/x.ts', "import { price } from '../../src-main/domain/money/decimal.ts'"],
    ['src-renderer/ui/x.tsx', "import { ipcRenderer } from 'electron'"],
    ['src-renderer/state/x.ts', "import type { Order } from '../../src-main/domain/orders/order.ts'"],
    ['src-renderer/features/bots/X.tsx', "import { Y } from '../history/HistoryScreen.tsx'"],
    ['src-renderer/features/bots/X.tsx', "import { createChart } from 'lightweight-charts'"],
    ['src-renderer/ui/X.tsx', "import { Y } from '../features/bots/BotRow.tsx'"],
    ['src-renderer/ui/X.tsx', "import { z } from 'zod'"],
    ['test/renderer/x.test.ts', "import { Lane } from '../../src-main/engine/lane.ts'"],
    ['test/unit/x.test.ts', "import { y } from '../contract/store/y.ts'"],
    ['src-main/elsewhere/x.ts', ''],
  ])('%s: %s', (path, text) => {
    expect(wrongIn(path, text)).toHaveLength(1)
  })

  test('and said with what is allowed', () => {
    expect(wrongIn('src-main/engine/ports/x.ts', "\nimport 'pino'")).toEqual([
      'src-main/engine/ports/x.ts:2 imports pino; files in src-main/engine/ports/ may import src-main/domain/, src-main/engine/ports/',
    ])
  })

  test.each([
    ['src-main/adapters/exchanges/paper/x.ts', "import { y } from './paper-rules.ts'"],
    ['src-main/adapters/ids/x.ts', "import type { Ids } from '../../engine/ports/ids.ts'"],
    ['src-main/index.ts', "import worker from './workers/market.worker.ts?modulePath'"],
    ['src-renderer/features/bots/X.tsx', "import { Y } from '../../ui/Panel.tsx'"],
  ])('a right one is not: %s: %s', (path, text) => {
    expect(wrongIn(path, text)).toEqual([])
  })
})

describe('the window', () => {
  const inWindow = files.filter((file) => file.path.startsWith('src-renderer/'))

  const closedLists = ['src-preload/contract/codes.ts', 'src-preload/contract/exchanges.ts']

  test('takes types from the contract, and no values but its closed lists', () => {
    const values = inWindow.flatMap((file) =>
      file.imports
        .filter(({ target, typeOnly }) => target.startsWith('src-preload/') && !typeOnly)
        .filter(({ target }) => !closedLists.includes(target))
        .map(({ target, line }) => `${file.path}:${line} loads ${target}: schemas stay with the engine`),
    )
    expect(values).toEqual([])
  })

  test('reaches the preload through the bridge alone', () => {
    const users = inWindow.filter((file) => {
      let uses = false
      walk(file.program, (node, parent, field) => {
        if (node.type === 'Identifier' && node.name === 'auronex') {
          uses ||= parent?.type === 'MemberExpression' && field === 'property'
        }
        if (node.type === 'Literal' && node.value === 'auronex') uses = true
      })
      return uses
    })
    expect(users.map((file) => file.path)).toEqual(['src-renderer/bridge/bridge.ts'])
  })
})

import { describe, expect, test } from 'vitest'
import { lineAt, readSources, type SourceFile, sourceFile, walk } from './support/source-files.ts'

/** What the domain and the engine get through their ports, or not at all. */
const ambient: ReadonlyMap<string, string> = new Map([
  ['Date', 'the Clock port'],
  ['performance', 'the Clock port'],
  ['setTimeout', 'the Clock port'],
  ['setInterval', 'the Clock port'],
  ['setImmediate', 'the Clock port'],
  ['queueMicrotask', 'the Lane'],
  ['console', 'the Log port'],
  ['process', 'a port'],
  ['crypto', 'the Ids port'],
  ['fetch', 'an adapter'],
  ['WebSocket', 'an adapter'],
  ['localStorage', 'the Store port'],
  ['globalThis', 'a port'],
  ['require', 'an import'],
  ['Buffer', 'an adapter'],
])

/** True for a name that is used as a variable, not as a property, a key or a type's member. */
const isUse = (parentType: string | undefined, field: string): boolean =>
  !(
    (parentType === 'MemberExpression' && field === 'property') ||
    (parentType === 'Property' && field === 'key') ||
    (parentType?.startsWith('TS') === true && field === 'key') ||
    (parentType === 'MethodDefinition' && field === 'key') ||
    (parentType === 'PropertyDefinition' && field === 'key')
  )

const ambientIn = (file: SourceFile): readonly string[] => {
  const found: string[] = []
  const say = (offset: number, what: string) =>
    found.push(`${file.path}:${lineAt(file.text, offset)} ${what}`)
  walk(file.program, (node, parent, field) => {
    if (node.type === 'Identifier' && typeof node.name === 'string' && isUse(parent?.type, field)) {
      const instead = ambient.get(node.name)
      if (instead !== undefined) say(node.start, `uses ${node.name}: it comes through ${instead}`)
    }
    const isMathRandom =
      node.type === 'MemberExpression' && /^Math\s*\??\.\s*random/.test(file.text.slice(node.start))
    if (isMathRandom) say(node.start, 'uses Math.random: chance comes from a seed')
  })
  return found
}

const asyncIn = (file: SourceFile): readonly string[] => {
  const found: string[] = []
  walk(file.program, (node) => {
    const waits = node.type === 'AwaitExpression' || node.async === true
    const promises = node.type === 'Identifier' && node.name === 'Promise'
    if (waits || promises) found.push(`${file.path}:${lineAt(file.text, node.start)} is asynchronous`)
  })
  return found
}

describe('domain and engine', () => {
  const files = readSources('src-main/domain', 'src-main/engine')

  test('take time, chance and the outside from nowhere but their ports', () => {
    expect(files.length).toBeGreaterThan(40)
    expect(files.flatMap(ambientIn)).toEqual([])
  })

  test('the domain never waits', () => {
    const domain = files.filter((file) => file.path.startsWith('src-main/domain/'))
    expect(domain.flatMap(asyncIn)).toEqual([])
  })
})

describe('what is ambient is seen', () => {
  test.each([
    'const now = Date.now()',
    'const now = new Date()',
    'const x = Math.random()',
    'setTimeout(() => {}, 1)',
    'const stop = setInterval',
    'const t = performance.now()',
    "console.log('x')",
    'const e = process.env',
    'const id = crypto.randomUUID()',
    'export const f = () => ({ at: Date.now() })',
    'const now = globalThis.Date.now()',
  ])('%s', (text) => {
    expect(ambientIn(sourceFile('x.ts', text))).toHaveLength(1)
  })

  test.each([
    '// Date.now() is not asked here',
    "const text = 'Date.now()'",
    'const { after } = clock; after(1, () => {})',
    'interface Parts { readonly process: string }',
    'const x = parts.process',
    'const y = { console: 1 }',
  ])('%s is not', (text) => {
    expect(ambientIn(sourceFile('x.ts', text))).toEqual([])
  })

  test.each(['const f = async () => {}', 'const p = Promise.resolve(1)'])('%s waits', (text) => {
    expect(asyncIn(sourceFile('x.ts', text))).toHaveLength(1)
  })
})

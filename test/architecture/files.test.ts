import { expect, test } from 'vitest'
import { readSources, type SourceFile, walk } from './support/source-files.ts'

const longest = 300
const files = readSources('src-main', 'src-preload', 'src-renderer', 'test')

test(`no file is longer than ${longest} lines`, () => {
  const tooLong = files.filter((file) => file.lines > longest)
  expect(tooLong.map((file) => `${file.path} has ${file.lines} lines`)).toEqual([])
})

test('no file only hands on what others export', () => {
  const barrels = files.filter(({ path }) => /(^|\/)index\.tsx?$/.test(path)).map(({ path }) => path)
  expect(barrels).toEqual(['src-main/index.ts', 'src-preload/index.ts'])
})

/** The compiler is never silenced; the linter only for one named rule, with the reason beside it. */
const silencers = /@ts-(ignore|expect-error|nocheck)|eslint-disable|biome-ignore(?! lint\/\w+\/\w+: \S)/

test('neither compiler nor linter is silenced without a word', () => {
  const own = 'test/architecture/files.test.ts'
  const silenced = files.filter(({ path, text }) => path !== own && silencers.test(text))
  expect(silenced.map(({ path }) => path)).toEqual([])
})

const dottedNames = /^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$/

/** First arguments of `log.info(…)` and the like, as written. */
const logNamesOf = (file: SourceFile): readonly string[] => {
  const names: string[] = []
  walk(file.program, (node, parent, field) => {
    if (node.type !== 'Literal' || typeof node.value !== 'string') return
    if (parent?.type !== 'CallExpression' || field !== 'arguments' || !Array.isArray(parent.arguments)) return
    const call = file.text.slice(parent.start, node.start)
    if (/\blog\.(error|warn|info)\(\s*$/.test(call) && parent.arguments[0] === node) names.push(node.value)
  })
  return names
}

test('every line of the log has a dotted name', () => {
  const names = files.filter(({ path }) => path.startsWith('src-main/')).flatMap(logNamesOf)
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !dottedNames.test(name))).toEqual([])
})

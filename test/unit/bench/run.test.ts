import { expect, test, vi } from 'vitest'
import { runMadeUp, runReal } from './run-made-up.ts'

// Each starts a process that loads every benchmark, and much of the app with them.
vi.setConfig({ testTimeout: 30_000 })

const one = (name: string) =>
  `{ names: ['${name}'], run: async (say) => { say('ran ${name}'); return [{ name: '${name}', unit: 'ms', samples: [1] }] } }`
const broken = "{ names: ['b.broken'], run: async () => { throw new Error('no screen') } }"
const two = `{ names: ['c.one', 'c.two'], run: async () => [
  { name: 'c.one', unit: 'ms', samples: [1] }, { name: 'c.two', unit: 'ms', samples: [2] }] }`

test('without prefixes everything runs, in order, and explanations stay off standard output', () => {
  const { code, lines, said } = runMadeUp(`[${one('a.first')}, ${one('b.second')}]`)
  expect(lines).toMatchObject([{ name: 'a.first' }, { name: 'b.second' }])
  expect(said).toContain('ran a.first')
  expect(code).toBe(0)
})

test('one that fails is told with its reason, the others run, and the exit code is 1', () => {
  const { code, lines, said } = runMadeUp(`[${one('a.first')}, ${broken}, ${one('c.third')}]`)
  expect(lines).toMatchObject([{ name: 'a.first' }, { name: 'c.third' }])
  expect(said).toContain('b.broken could not be measured: no screen')
  expect(code).toBe(1)
})

test('prefixes choose by the beginning of a name, and of a benchmark with several only the lines asked for', () => {
  const entries = `[${one('a.first')}, ${broken}, ${two}]`
  expect(runMadeUp(entries, ['c.t']).lines).toMatchObject([{ name: 'c.two' }])
  expect(runMadeUp(entries, ['a', 'c.o']).lines).toMatchObject([{ name: 'a.first' }, { name: 'c.one' }])
  expect(runMadeUp(entries, ['first']).code).toBe(2)
})

test('an unknown prefix ends with usage and code 2 before anything is measured', () => {
  const { code, lines, said } = runReal('store', 'nothing-of-that-name')
  expect(code).toBe(2)
  expect(lines).toEqual([])
  expect(said).toContain('"nothing-of-that-name"')
  expect(said).toContain('Usage: npm run bench -- [PREFIX…]')
  expect(said).toContain('store.order-intent')
})

test('the benchmarks that the project has promised are there, each under one name', () => {
  const [, list = ''] = runReal('?').said.split('Benchmarks: ')
  const names = list.trim().split(', ')
  for (const name of [
    'startup.window',
    'feed.latency',
    'feed.cpu.paced',
    'feed.cpu.saturated',
    'feed.loss',
    'feed.requests',
    'feed.start',
    'feed.worker-start',
    'candles.load-500',
    'indicators.commit',
    'indicators.tick',
    'indicators.memory',
    'engine.tick-to-decision',
    'store.order-intent',
    'orders.intent-to-wire',
    'ipc.feed',
    'memory.empty-app',
  ]) {
    expect(names).toContain(name)
  }
  expect(new Set(names).size).toBe(names.length)
})

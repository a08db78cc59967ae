import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { usualCases } from './support/every-indicator.ts'

const program = join(import.meta.dirname, 'support/count-allocations.ts')
/** The compiler works in between, not beside, so that it has always done the same when counting begins. */
const flags = ['--no-concurrent-recompilation', '--min-semi-space-size=64', '--max-semi-space-size=64']

/** A boxed number takes twelve bytes at least; what asking for the memory allocates itself is far less per update. */
const mostBytes = 1

let bytes: Readonly<Record<string, { readonly commit: number; readonly peek: number }>> = {}

beforeAll(() => {
  bytes = JSON.parse(execFileSync(process.execPath, [...flags, program], { encoding: 'utf8' }))
}, 60_000)

test.each(usualCases.map(({ name }) => name))('%s allocates nothing, closed candle or forming', (name) => {
  expect(bytes[name]?.commit).toBeLessThan(mostBytes)
  expect(bytes[name]?.peek).toBeLessThan(mostBytes)
})

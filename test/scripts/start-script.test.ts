import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const script = (name: string) => fileURLToPath(new URL(`../../scripts/${name}`, import.meta.url))
const run = (name: string, ...args: string[]) => {
  const { AURONEX_E2E: _, ...env } = process.env
  return spawnSync(process.execPath, [script(name), ...args], { encoding: 'utf8', env })
}

describe('start.mjs', () => {
  it('answers an unknown option with one usage line on standard error and exit code 2', () => {
    const { status, stdout, stderr } = run('start.mjs', '--dmeo')
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^[^\n]*--dmeo[^\n]*Usage: [^\n]*\n$/)
  })

  it('refuses debugging flags unless a test driver starts it', () => {
    expect(run('start.mjs', '--inspect=0').status).toBe(2)
  })

  it('prints its usage on request', () => {
    const { status, stdout } = run('start.mjs', '--help')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Usage: /)
  })
})

describe('test.mjs', () => {
  it('refuses a stage it does not know', () => {
    const { status, stdout, stderr } = run('test.mjs', 'e2ee')
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('check|contract|integration|renderer|build|e2e')
  })
})

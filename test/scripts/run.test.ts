import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lastLines, runCaptured } from '../../scripts/setup/run.mjs'
import { temporaryFolder } from './temporary-folder.ts'

const module = new URL('../../scripts/setup/run.mjs', import.meta.url).href

/** A process that runs `code` with the functions of run.mjs at hand, with its output. */
const startWith = (code: string) => {
  const program = `import { runCaptured, runForeground } from '${module}'; ${code}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const state = { output: '' }
  child.stdout.on('data', (chunk) => {
    state.output += chunk
  })
  return { child, state, exit: once(child, 'exit') }
}

/** A process that has ended may stay as a zombie where nobody collects it. */
const isRunning = (pid: number) => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const state = `/proc/${pid}/stat`
  return !existsSync(state) || !readFileSync(state, 'utf8').includes(') Z ')
}

// ends by itself, should a failing test forget it
const waiting = `process.on('SIGTERM', () => process.exit(7)); console.log(process.pid); setTimeout(() => {}, 8000)`

describe('a program in the foreground', () => {
  it('gets the signals we get, and gives us its exit code', async () => {
    const { child, state, exit } = startWith(
      `process.exitCode = await runForeground(process.execPath, ['-e', ${JSON.stringify(waiting)}])`,
    )
    await expect.poll(() => state.output).toMatch(/^\d+\n$/)
    child.kill('SIGTERM')
    expect((await exit)[0]).toBe(7)
  })

  it('that a signal ended counts as failed', async () => {
    const { exit } = startWith(
      `process.exitCode = await runForeground(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")'])`,
    )
    expect((await exit)[0]).toBe(128 + 9)
  })
})

describe('a program in the background', () => {
  it('answers with its exit code and all it printed', async () => {
    const { code, output } = await runCaptured(process.execPath, [
      '-e',
      'console.log("out"); console.error("err"); process.exitCode = 3',
    ])
    expect(code).toBe(3)
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out'])
  })

  it('that is not there answers with the code of a shell', async () => {
    expect(await runCaptured('no-such-program', [])).toMatchObject({ code: 127 })
  })

  it('ends with us', async () => {
    const file = join(temporaryFolder(), 'pid')
    const program = `require('node:fs').writeFileSync('${file}', String(process.pid)); setTimeout(() => {}, 8000)`
    const { child, exit } = startWith(
      `await runCaptured(process.execPath, ['-e', ${JSON.stringify(program)}])`,
    )
    const readPid = () => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0)
    await expect.poll(readPid).toBeGreaterThan(0)
    expect(isRunning(readPid())).toBe(true)
    child.kill('SIGTERM')
    expect((await exit)[0]).toBe(128 + 15)
    await expect.poll(() => isRunning(readPid())).toBe(false)
  })
})

it('shows the end of a long output', () => {
  expect(lastLines('a\nb\nc\n', 2)).toBe('b\nc')
})

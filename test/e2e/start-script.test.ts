import { spawn } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newDataFolder } from '../support/launch-app.ts'

const startScript = join(import.meta.dirname, '../../scripts/start.mjs')
let data: ReturnType<typeof newDataFolder>
beforeEach(() => {
  data = newDataFolder()
})
afterEach(() => data.remove())

const run = (...args: string[]): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [startScript, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve({ code, out, err }))
  })

test('--demo --exit-after prints one JSON line, and a second run on the folder goes on', async () => {
  const shot = join(data.folder, 'shot.png')
  const first = await run(
    '--demo',
    '--exit-after=20',
    `--user-data-dir=${data.folder}`,
    `--screenshot=${shot}`,
  )
  expect(first.code).toBe(0)
  expect(first.out.trim().split('\n')).toHaveLength(1)
  const report = JSON.parse(first.out) as Record<string, number>
  expect(report).toMatchObject({ mode: 'paper', bots: 2, errors: 0 })
  expect(report.decisions).toBeGreaterThan(0)
  expect(report.fills).toBeGreaterThan(0)
  expect(statSync(shot).size).toBeGreaterThan(10_000)
  expect(statSync(join(data.folder, 'trading.db')).mode & 0o777).toBe(0o600)

  const second = await run('--demo', '--exit-after=4', `--user-data-dir=${data.folder}`)
  const later = JSON.parse(second.out) as Record<string, number>
  expect(later).toMatchObject({ mode: 'paper', bots: 2, errors: 0 })
  expect(later.fills).toBeGreaterThanOrEqual(report.fills ?? 0)
  expect(later.decisions).toBeGreaterThan(report.decisions ?? 0)
})

test('a damaged database starts nothing, stays as it is, and the app says so', async () => {
  const file = join(data.folder, 'trading.db')
  writeFileSync(file, 'this is no database, but somebody may still want it')
  const { code, out } = await run('--demo', '--exit-after=3', `--user-data-dir=${data.folder}`)
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ mode: 'blocked', bots: 0, orders: 0 })
  expect(statSync(file).size).toBe(51)
  expect(existsSync(`${file}-wal`)).toBe(false)
})

test('a data folder that cannot be written is called that, and not another process', async () => {
  const file = join(data.folder, 'a-file')
  writeFileSync(file, '')
  const { code, out, err } = await run('--exit-after=1', `--user-data-dir=${join(file, 'below')}`)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(`${join(file, 'below')} (ENOTDIR)`)
  expect(err).not.toContain('running already')
})

test('a second start brings the first window to the front and ends', async () => {
  const first = run('--exit-after=8', `--user-data-dir=${data.folder}`)
  await expect.poll(() => existsSync(join(data.folder, 'lock.db')), { timeout: 20_000 }).toBe(true)
  const second = await run('--exit-after=1', `--user-data-dir=${data.folder}`)
  expect(second.err).toContain('running already')
  expect(second.out).toBe('')
  expect((await first).code).toBe(0)
})

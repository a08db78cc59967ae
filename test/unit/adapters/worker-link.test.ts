import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { workerLink } from '../../../src-main/adapters/threads/worker-link.ts'

const folder = mkdtempSync(join(tmpdir(), 'auronex-worker-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A worker's module with the given text, started; its first report says that it runs. */
const started = async (name: string, text: string, limits: Parameters<typeof workerLink>[2] = {}) => {
  const path = join(folder, `${name}.mjs`)
  writeFileSync(path, `import { parentPort } from 'node:worker_threads'\n${text}`)
  const link = workerLink(path, {}, limits)
  const failures: string[] = []
  link.onFailure((error) => failures.push(error.message))
  await new Promise<void>((resolve) => link.onReport(() => resolve()))
  return { link, failures }
}
const runs = "parentPort.postMessage({ kind: 'messages', messages: [] })"

test('a worker that is told to close ends by itself, and its end is no failure', async () => {
  const { link, failures } = await started(
    'good',
    `parentPort.on('message', () => parentPort.close())\n${runs}`,
  )
  await link.close()
  await link.close()
  expect(failures).toEqual([])
})

test.each([
  ['does not listen', `parentPort.on('message', () => {})\n${runs}`],
  ['hangs', `parentPort.on('message', () => {})\n${runs}\nsetTimeout(() => { while (true); }, 1)`],
])('a worker that %s is ended when its time is up', async (name, text) => {
  const { link, failures } = await started(name.replaceAll(' ', '-'), text, { closeMs: 50 })
  await link.close()
  expect(failures).toEqual([])
})

const answers =
  "parentPort.on('message', ({ kind }) => { if (kind === 'ping') parentPort.postMessage({ kind: 'pong' }) })"

test('a worker whose thread hangs has failed, once, and is ended', async () => {
  const hangs = 'setTimeout(() => { while (true); }, 500)'
  const { failures, link } = await started('blocked', `${answers}\n${runs}\n${hangs}`, { pingMs: 100 })
  await expect.poll(() => failures, { timeout: 10_000 }).toEqual(['the worker has not answered for 0.5 s'])
  // Its thread is gone already.
  await link.close()
  expect(failures).toHaveLength(1)
})

test('a worker that never answers has three times as long before it is ended', async () => {
  const { failures } = await started('mute', `setInterval(() => {}, 1000)\n${runs}`, { pingMs: 50 })
  await expect.poll(() => failures, { timeout: 10_000 }).toEqual(['the worker has not answered for 0.75 s'])
})

test('a worker that answers its pings has not failed; one that throws has, once', async () => {
  const throws = "setTimeout(() => { throw new Error('broken') }, 2_000)"
  const { failures } = await started('broken', `${answers}\n${runs}\n${throws}`, { pingMs: 300 })
  await expect.poll(() => failures, { timeout: 10_000 }).toEqual(['broken'])
}, 15_000)

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { workerLink } from '../../../src-main/adapters/market-pool/worker-link.ts'

const folder = mkdtempSync(join(tmpdir(), 'auronex-worker-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A worker's module with the given text, started; its first report says that it runs. */
const started = async (name: string, text: string, closeMs?: number) => {
  const path = join(folder, `${name}.mjs`)
  writeFileSync(path, `import { parentPort } from 'node:worker_threads'\n${text}`)
  const link = workerLink(path, {}, closeMs)
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
  const { link, failures } = await started(name.replaceAll(' ', '-'), text, 50)
  await link.close()
  expect(failures).toEqual([])
})

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataFolder } from '../../src-main/adapters/store/open-data-folder.ts'
import { seededRandom } from '../../src-main/domain/random.ts'
import { exactSums } from '../support/exact-sums.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { startTestEngine } from '../support/test-engine.ts'

const kills = 50
/** A start that finds an order of which nobody knows whether it was sent waits up to five seconds for its exchange's word. */
const longestMs = kills * 8_000
const random = seededRandom(20_260_101)
const program = join(import.meta.dirname, '../support/engine-process.ts')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'auronex-kill-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Starts the engine, lets it trade for a moment and kills it; returns what it said. */
const tradeAndKill = (afterMs: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--experimental-strip-types', '--no-warnings', program, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
      said += text
    })
    child.on('error', reject)
    child.on('exit', () => resolve(said.trim()))
  })

test(
  `${kills} kills at random moments lose no fill, count none twice, and leave balances exact`,
  async () => {
    const fillsAfter: number[] = []
    for (let kill = 0; kill < kills; kill += 1) {
      expect(await tradeAndKill(random() * 500)).toBe('trading')
      const opened = openDataFolder({ folder, now: () => 0 })
      if (opened.kind !== 'ready') throw new Error(`after kill ${kill + 1} the data folder is ${opened.kind}`)
      fillsAfter.push(opened.store.fills.count())
      opened.close()
    }
    expect(fillsAfter.at(-1)).toBeGreaterThan(kills)
    expect(fillsAfter).toEqual([...fillsAfter].sort((a, b) => a - b))

    const opened = openDataFolder({ folder, now: () => 0 })
    if (opened.kind !== 'ready') throw new Error(opened.kind)
    const { store } = opened
    // A last start settles what was under way at the last kill.
    const clock = new FakeClock()
    let isStarted = false
    const starting = startTestEngine(store, clock).finally(() => {
      isStarted = true
    })
    // An order of which nobody knows whether it was sent is asked about for a while.
    while (!isStarted) await clock.advance(500)
    const { engine, log } = await starting
    expect(engine.books.blocked).toBeNull()
    expect(log.lines.filter((line) => line.level === 'error')).toEqual([])

    const [account] = store.accounts.all()
    if (account === undefined) throw new Error('no account')
    const fills = store.fills.ofAccount(account.id)
    expect(new Set(fills.map(({ fill }) => fill.tradeId)).size).toBe(fills.length)
    // The exchange's own fills, order by order, are exactly ours.
    const ordersSeen = new Set(fills.map(({ order }) => order.clientOrderId))
    const theirs = [...ordersSeen].flatMap((id) =>
      store.paper.fills(account.id, id).map((fill) => fill.tradeId),
    )
    expect(theirs.sort()).toEqual(fills.map(({ fill }) => fill.tradeId).sort())
    // Starting balances plus fills minus fees, in whole-number arithmetic apart from the app's own.
    const expected = exactSums(account.start, fills)
    for (const [asset, balance] of store.paper.balances(account.id)) {
      expect([asset, balance.total.toString()]).toEqual([asset, expected.get(asset)])
    }
    await engine.stop()
    opened.close()
  },
  longestMs,
)

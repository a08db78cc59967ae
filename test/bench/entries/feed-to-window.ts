import { join } from 'node:path'
import { launchApp } from '../../support/launch-app.ts'
import { inBenchFolder } from '../support/bench-folder.ts'
import type { Entry, Say } from '../support/entry.ts'
import { type LoadBodies, loadBodies } from '../support/load-bodies.ts'
import type { Measurement } from '../support/report.ts'
import { clockOffset, notePageReceipt, readPageReceipt, sendInTurn } from '../support/window-feed.ts'

const pairs = 120
const warmUpPairs = 20
/** Messages about all bots a second: the most that the feed sends of anything, and of a table. */
const rates = { fastest: 10, table: 4 } as const
const emptyName = 'an empty message'

const measure = async (folder: string, { body }: LoadBodies, rate: number, say: Say) => {
  const launched = await launchApp(folder, ['--demo'])
  try {
    const { page } = launched
    await page.getByRole('link', { name: 'Bots', exact: true }).click()
    await page.getByRole('table', { name: 'Bots' }).getByText('BTC Cross').waitFor()
    const offset = await clockOffset(launched)
    say(`ipc.feed: the clocks of both processes are compared to ± ${offset.errorMs.toFixed(3)} ms`)
    await notePageReceipt(launched)
    const sent = await sendInTurn(launched, { body, pairs, periodMs: 1000 / rate })
    await page.getByText(`#${pairs}`).first().waitFor()
    const receivedAt = await readPageReceipt(launched)
    return sent.slice(2 * warmUpPairs).map(({ id, kind, sentAt, callMs }) => {
      const at = receivedAt.get(id)
      if (at === undefined) throw new Error(`message ${id} did not arrive`)
      return { kind, callMs, tookMs: at - offset.ms - sentAt }
    })
  } finally {
    await launched.close()
  }
}

type Delivery = Awaited<ReturnType<typeof measure>>[number]

const line = (name: string, all: readonly Delivery[], pick: (one: Delivery) => number): Measurement => {
  const of = (kind: Delivery['kind']) => all.filter((one) => one.kind === kind).map(pick)
  return { name, unit: 'ms', samples: of('full'), baselines: [{ name: emptyName, samples: of('empty') }] }
}

/** Bringing the state of a hundred bots to the window, from the engine's state to the window's copy of it. */
export const feedToWindow: Entry = {
  names: ['ipc.feed', 'ipc.feed.4-per-second', 'ipc.feed.send', 'ipc.feed.build'],
  run: (say) =>
    inBenchFolder(async (folder): Promise<readonly Measurement[]> => {
      const bodies = await loadBodies(join(folder, 'engine'))
      const kilobytes = Math.round(JSON.stringify(bodies.body).length / 1000)
      say(
        `ipc.feed: 100 bots, ${kilobytes} kB, on the screen that lists them; ten times a second, then four times`,
      )
      const fastest = await measure(join(folder, 'fastest'), bodies, rates.fastest, say)
      const table = await measure(join(folder, 'table'), bodies, rates.table, say)
      return [
        line('ipc.feed', fastest, ({ tookMs }) => tookMs),
        line('ipc.feed.4-per-second', table, ({ tookMs }) => tookMs),
        line('ipc.feed.send', fastest, ({ callMs }) => callMs),
        { name: 'ipc.feed.build', unit: 'ms', samples: bodies.buildMs },
      ]
    }),
}

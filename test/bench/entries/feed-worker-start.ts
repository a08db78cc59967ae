import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { inBenchFolder } from '../support/bench-folder.ts'
import type { Entry } from '../support/entry.ts'
import { interleave } from '../support/interleave.ts'
import { startForked } from '../support/load/forked.ts'
import type { Started, StartQuestion } from '../support/load/starting-worker.ts'
import type { Measurement } from '../support/report.ts'

const rounds = 15
const warmUp = 2
const program = join(import.meta.dirname, '../support/load/starting-worker.ts')

const startOnce = async (of: StartQuestion['of'], parent: string): Promise<Started> => {
  const folder = mkdtempSync(join(parent, 'start-'))
  const forked = startForked<StartQuestion, Started>(program)
  try {
    return await forked.ask({ of, folder })
  } finally {
    await forked.close()
  }
}

/** What it takes to listen to one more exchange: a worker of its own with its class. */
export const feedWorkerStart: Entry = {
  names: [
    'feed.worker-start',
    'feed.worker-start.memory',
    'feed.worker-start.first-request',
    'feed.worker-start.first-request.memory',
  ],
  run: (say) =>
    inBenchFolder(async (folder): Promise<readonly Measurement[]> => {
      say('feed.worker-start: the built worker in Node.js, from new Worker until Binance is loaded and made')
      const [own = [], empty = []] = await interleave(
        [() => startOnce('market', folder), () => startOnce('empty', folder)],
        { rounds, warmUp },
      )
      const of = (pick: (started: Started) => number) => ({
        samples: own.map(pick),
        baselines: [{ name: 'an empty worker', samples: empty.map(pick) }],
      })
      return [
        {
          ...{ name: 'feed.worker-start', unit: 'ms', ...of(({ loadedMs }) => loadedMs) },
          goal: { words: '≤ 150 ms', met: ({ median }) => median <= 150 },
        },
        {
          ...{ name: 'feed.worker-start.memory', unit: 'MB', ...of(({ loadedMb }) => loadedMb) },
          goal: { words: '≤ 45 MB', met: ({ median }) => median <= 45 },
        },
        { name: 'feed.worker-start.first-request', unit: 'ms', ...of(({ askedMs }) => askedMs) },
        { name: 'feed.worker-start.first-request.memory', unit: 'MB', ...of(({ restMb }) => restMb) },
      ]
    }),
}

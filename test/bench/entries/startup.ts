import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { inBenchFolder, projectRoot } from '../support/bench-folder.ts'
import { connectDevTools } from '../support/devtools.ts'
import { startElectron } from '../support/electron.ts'
import { writeEmptyApp } from '../support/empty-app.ts'
import type { Entry } from '../support/entry.ts'
import { interleave } from '../support/interleave.ts'
import type { Measurement } from '../support/report.ts'
import { windowTimes } from '../support/window-times.ts'

const rounds = 12
const warmUp = 1

/** Milliseconds from spawning. */
interface Start {
  readonly firstFrame: number
  readonly interactive: number
}

/** One start with a new data folder, as a new user has it, until its button is there. */
const startOnce = async (appFolder: string, button: string, folder: string): Promise<Start> => {
  const data = mkdtempSync(join(folder, 'data-'))
  const electron = await startElectron(appFolder, { appArgs: [`--user-data-dir=${data}`], debugged: true })
  try {
    const devTools = await connectDevTools(await electron.debuggingAddress())
    const { firstPaintAt, readyAt } = await windowTimes(devTools, button)
    devTools.close()
    return { firstFrame: firstPaintAt - electron.spawnedAt, interactive: readyAt - electron.spawnedAt }
  } finally {
    await electron.close()
  }
}

/** What a user waits for after pressing the icon. */
export const startup: Entry = {
  names: ['startup.window', 'startup.interactive'],
  run: (say) =>
    inBenchFolder(async (folder): Promise<readonly Measurement[]> => {
      say('startup: from spawning Electron with a new data folder to first paint and to "Start demo" in view')
      const empty = writeEmptyApp(folder)
      const [own = [], baseline = []] = await interleave(
        [() => startOnce(projectRoot, 'Start demo', folder), () => startOnce(empty, 'Hello', folder)],
        { rounds, warmUp },
      )
      const of = (pick: (start: Start) => number) => ({
        unit: 'ms',
        samples: own.map(pick),
        baselines: [{ name: 'empty Electron app', samples: baseline.map(pick) }],
      })
      return [
        {
          ...of(({ firstFrame }) => firstFrame),
          name: 'startup.window',
          goal: { words: '≤ 1500 ms', met: ({ median }) => median <= 1_500 },
        },
        {
          ...of(({ interactive }) => interactive),
          name: 'startup.interactive',
          goal: { words: '≤ 3000 ms', met: ({ median }) => median <= 3_000 },
        },
      ]
    }),
}

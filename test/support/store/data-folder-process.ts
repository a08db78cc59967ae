import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { DriverName } from '../../../src-main/adapters/store/driver.ts'

const script = fileURLToPath(new URL('./hold-data-folder.ts', import.meta.url))

export interface DataFolderProcess {
  /** What came of opening: "ready", "corrupt", "locked 123". */
  readonly said: string
  readonly pid: number
  /** SIGKILL; done when the process is gone. */
  kill(): Promise<void>
}

const firstLine = async (child: ChildProcess): Promise<string> => {
  let text = ''
  for await (const part of child.stdout ?? []) {
    text += part
    if (text.includes('\n')) return text.trim()
  }
  throw new Error('the process ended without a word')
}

/** Starts a process that opens the data folder and keeps it. */
export const openInAnotherProcess = async (
  folder: string,
  driver: DriverName,
): Promise<DataFolderProcess> => {
  const child = spawn(process.execPath, ['--expose-gc', script, folder, driver], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const said = await firstLine(child)
  return {
    said,
    pid: child.pid ?? 0,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

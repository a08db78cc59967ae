import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface ProcessMemory {
  readonly resident: number
  /** Without what is mapped from files, such as Electron's own program; null where the system does not tell. */
  readonly private: number | null
}

const megabytes = (kilobytes: string | undefined): number => {
  const size = Number(kilobytes) / 1024
  if (!(size > 0)) throw new Error('a process tells no memory: has it ended?')
  return size
}

/** Memory of one process in MB, seen from the outside. */
export const memoryOf = (pid: number): ProcessMemory => {
  if (process.platform === 'win32') throw new Error('the memory of a process is not read on Windows yet')
  if (process.platform !== 'linux') {
    const resident = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return { resident: megabytes(resident), private: null }
  }
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name: string) => megabytes(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1])
  return { resident: read('VmRSS'), private: read('RssAnon') }
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorldRecord } from './world.ts'

/** Where a process that will be killed writes what it does to the world. */
export const recordsIn = (folder: string): string => join(folder, 'world.jsonl')

/** None of a process that was killed before it did anything. */
export const readRecords = (folder: string): readonly WorldRecord[] => {
  const file = recordsIn(folder)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): WorldRecord => JSON.parse(line))
}

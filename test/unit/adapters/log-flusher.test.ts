import { beforeEach, expect, test } from 'vitest'
import { BackgroundFlusher, type FlushedFile } from '../../../src-main/adapters/store/log-flusher.ts'

/** A disk that takes as long as a test says. */
class HandDisk implements FlushedFile {
  tookMs = 0.2
  error: Error | null = null
  time = 0
  readonly done: string[] = []
  #waiting: ((error: Error | null) => void)[] = []

  flush(): void {
    this.time += this.tookMs
    this.done.push('flush')
    if (this.error !== null) throw this.error
  }
  flushInBackground(then: (error: Error | null) => void): void {
    this.done.push('background')
    this.#waiting.push(then)
  }
  /** The flush in the background has ended. */
  end(): void {
    this.time += this.tookMs
    for (const then of this.#waiting.splice(0)) then(this.error)
  }
  close(): void {
    this.done.push('close')
  }
}

let disk: HandDisk
let flusher: BackgroundFlusher
let told: (string | Error)[]
beforeEach(() => {
  disk = new HandDisk()
  flusher = new BackgroundFlusher(disk, () => disk.time)
  told = []
})

const ask = (name: string) => flusher.whenFlushed((error) => told.push(error ?? name))
const endOfTurn = () => Promise.resolve()
/** A first flush so slow that the next ones are not waited for. */
const slowDown = async () => {
  disk.tookMs = 100
  ask('slow')
  await endOfTurn()
  told.length = 0
  disk.done.length = 0
}

test('all who ask in one turn of a quick disk share one flush at its end', async () => {
  ask('a')
  ask('b')
  expect([told, disk.done]).toEqual([[], []])
  await endOfTurn()
  expect([told, disk.done]).toEqual([['a', 'b'], ['flush']])
})

test('a slow disk flushes in the background, and those who ask meanwhile share the next flush', async () => {
  await slowDown()
  ask('a')
  await endOfTurn()
  ask('b')
  ask('c')
  await endOfTurn()
  expect([told, disk.done]).toEqual([[], ['background']])
  disk.end()
  expect([told, disk.done]).toEqual([['a'], ['background', 'background']])
  disk.end()
  expect(told).toEqual(['a', 'b', 'c'])
})

test('a disk that has become quick again is waited for again', async () => {
  await slowDown()
  disk.tookMs = 0.2
  for (let flush = 0; flush < 40; flush += 1) {
    ask('again')
    await endOfTurn()
    disk.end()
  }
  expect(disk.done.at(0)).toBe('background')
  expect(disk.done.at(-1)).toBe('flush')
  expect(told).toHaveLength(40)
})

test('who asks while others are told is told after them', async () => {
  flusher.whenFlushed(() => ask('later'))
  ask('b')
  await endOfTurn()
  await endOfTurn()
  expect(told).toEqual(['b', 'later'])
})

test.each([['quick'], ['slow']])('what a %s disk says of its failure is passed on', async (kind) => {
  if (kind === 'slow') await slowDown()
  disk.error = new Error('EIO')
  ask('a')
  await endOfTurn()
  disk.end()
  expect(told).toEqual([disk.error])
})

test('nobody is told after the end, and the file is closed once a flush under way has ended', async () => {
  await slowDown()
  ask('a')
  await endOfTurn()
  ask('b')
  flusher.close()
  expect(disk.done).toEqual(['background'])
  disk.end()
  expect([told, disk.done]).toEqual([[], ['background', 'close']])
})

import { describe, expect, test } from 'vitest'
import { Lane } from '../../../src-main/engine/lane.ts'
import { memoryLog } from '../../support/test-engine.ts'

const opened = () => {
  const log = memoryLog()
  const failures: string[] = []
  const lane = new Lane(log, (error) => failures.push(error.message))
  const done: string[] = []
  return { lane, log, failures, done }
}

describe('the lane', () => {
  test('runs a turn at once when nothing runs', () => {
    const { lane, done } = opened()
    lane.post(() => done.push('a'))
    done.push('after')
    expect(done).toEqual(['a', 'after'])
  })

  test('never runs a turn inside another: what a turn posts comes after it, in order', () => {
    const { lane, done } = opened()
    lane.post(() => {
      done.push('a begins')
      lane.post(() => {
        done.push('b begins')
        lane.post(() => done.push('d'))
        done.push('b ends')
      })
      lane.post(() => done.push('c'))
      done.push('a ends')
    })
    expect(done).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c', 'd'])
  })

  test('goes on after a turn that throws, and tells of it once', () => {
    const { lane, done, failures } = opened()
    lane.post(() => {
      lane.post(() => done.push('next'))
      throw new Error('a bug')
    })
    lane.post(() => done.push('later'))
    expect(done).toEqual(['next', 'later'])
    expect(failures).toEqual(['a bug'])
  })

  test('tells of what was thrown even when it is no error', () => {
    const { lane, failures } = opened()
    lane.post(() => {
      throw 'a text'
    })
    expect(failures).toEqual(['a text'])
  })

  test('goes on when telling of a failure fails too, and even when the log does', () => {
    const log = memoryLog()
    const lane = new Lane(log, () => {
      throw new Error('cannot tell')
    })
    const done: string[] = []
    const fail = () => {
      throw new Error('a bug')
    }
    lane.post(fail)
    expect(log.lines.map(({ event }) => event)).toEqual(['lane.failure-untold'])
    Object.assign(log, { error: fail })
    lane.post(fail)
    lane.post(() => done.push('next'))
    expect(done).toEqual(['next'])
  })

  test('runs what is posted for afterwards once all who called have returned', async () => {
    const { lane, done } = opened()
    lane.postAfterwards(() => done.push('gathered'))
    lane.post(() => done.push('first'))
    lane.post(() => done.push('second'))
    await Promise.resolve()
    expect(done).toEqual(['first', 'second', 'gathered'])
  })

  test('answers who asked, also from within a turn', async () => {
    const { lane } = opened()
    let inner: Promise<number> | null = null
    lane.post(() => {
      inner = lane.ask(() => 2)
    })
    expect(await lane.ask(() => 1)).toBe(1)
    expect(await inner).toBe(2)
  })

  test('a question that throws reaches who asked and who watches', async () => {
    const { lane, failures } = opened()
    await expect(
      lane.ask(() => {
        throw new Error('a bug')
      }),
    ).rejects.toThrow('a bug')
    expect(failures).toEqual(['a bug'])
  })

  test('says once that it is crowded, at the turn past ten thousand, and again only after it was empty', () => {
    const { lane, log } = opened()
    const crowd = (count: number) =>
      lane.post(() => {
        for (let index = 0; index < count; index += 1) lane.post(() => {})
      })
    crowd(10_000)
    expect(log.lines).toEqual([])
    crowd(10_500)
    expect(log.lines).toEqual([{ level: 'warn', event: 'lane.crowded', fields: { waiting: 10_001 } }])
    crowd(10_001)
    expect(log.lines).toHaveLength(2)
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import { Ending } from '../../../src-main/shell/ending.ts'
import { FakeClock, settled } from '../../support/fake-clock.ts'
import { memoryLog } from '../../support/test-engine.ts'

let clock: FakeClock
let log: ReturnType<typeof memoryLog>
let risk: () => string | null
let asked: string[]
let answer: (yes: boolean) => void
let refuseQuestion: (error: Error) => void
let closings: number
let close: () => Promise<number>
let exits: number[]
let ending: Ending<string>
beforeEach(() => {
  clock = new FakeClock()
  log = memoryLog()
  risk = () => '2 bots'
  asked = []
  closings = 0
  close = async () => 0
  exits = []
  ending = new Ending({
    risk: () => risk(),
    confirm: (of) => {
      asked.push(of)
      return new Promise((resolve, reject) => {
        answer = resolve
        refuseQuestion = reject
      })
    },
    close: () => {
      closings += 1
      return close()
    },
    exit: (code) => exits.push(code),
    clock,
    log,
  })
})

describe('quitting', () => {
  test('asks while something runs, and a yes closes in order', async () => {
    void ending.request()
    expect(asked).toEqual(['2 bots'])
    expect(closings).toBe(0)
    answer(true)
    await settled()
    expect([closings, exits]).toEqual([1, [0]])
  })

  test('does not ask when nothing runs', async () => {
    risk = () => null
    await ending.request()
    expect([asked, closings, exits]).toEqual([[], 1, [0]])
  })

  test('that was cancelled leaves nothing behind: it asks again, and yes still quits', async () => {
    for (let round = 1; round <= 3; round += 1) {
      const request = ending.request()
      answer(false)
      await request
      expect(asked).toHaveLength(round)
      expect([ending.isClosing, closings, exits]).toEqual([false, 0, []])
    }
    const request = ending.request()
    answer(true)
    await request
    expect(exits).toEqual([0])
  })

  test('asks one question at a time', () => {
    void ending.request()
    void ending.request()
    expect(ending.holdsWindow()).toBe(true)
    expect(asked).toHaveLength(1)
  })

  test('by a signal never asks, not even while a question stands', async () => {
    void ending.request()
    await ending.now()
    expect(exits).toEqual([0])
    answer(false)
    await settled()
    expect(ending.isClosing).toBe(true)
    expect([closings, exits]).toEqual([1, [0]])
  })

  test.each([
    [
      'the risk cannot be told',
      () => {
        risk = () => raise()
      },
    ],
    ['the question cannot be asked', () => {}],
  ])('stays possible when %s', async (_, prepare) => {
    prepare()
    const request = ending.request()
    if (asked.length > 0) refuseQuestion(new Error('no display'))
    await request
    expect(exits).toEqual([0])
    expect(log.lines).toHaveLength(1)
  })
})

const raise = (): never => {
  throw new Error('books are broken')
}

describe("the window's close button", () => {
  test('closes the window when nothing runs', () => {
    risk = () => null
    expect(ending.holdsWindow()).toBe(false)
    expect(closings).toBe(0)
  })

  test('keeps the window while the user is asked, and after a no', async () => {
    expect(ending.holdsWindow()).toBe(true)
    answer(false)
    await settled()
    expect([closings, exits]).toEqual([0, []])
    expect(ending.holdsWindow()).toBe(true)
    expect(asked).toHaveLength(2)
    answer(true)
    await settled()
    expect(exits).toEqual([0])
    expect(ending.holdsWindow()).toBe(false)
  })
})

describe('closing', () => {
  test('that hangs is given up after its time, with a failure', async () => {
    close = () => new Promise(() => {})
    void ending.now()
    await clock.advance(14_999)
    expect(exits).toEqual([])
    await clock.advance(1)
    expect(exits).toEqual([1])
    expect(log.lines.map(({ event }) => event)).toEqual(['app.quit-hung'])
  })

  test('that hangs is forced by a second wish, but not by an echo of the first', async () => {
    close = () => new Promise(() => {})
    void ending.now()
    void ending.now()
    await clock.advance(1_499)
    void ending.request()
    expect(exits).toEqual([])
    await clock.advance(1)
    void ending.request()
    await settled()
    expect(exits).toEqual([1])
    expect(closings).toBe(1)
  })

  test('that fails ends the process all the same', async () => {
    close = () => Promise.reject(new Error('disk full'))
    await ending.now()
    expect(exits).toEqual([1])
    expect(log.lines).toMatchObject([{ event: 'app.quit-failed', fields: { message: 'disk full' } }])
  })

  test('in time leaves no timer that would exit once more', async () => {
    close = async () => 3
    await ending.now()
    await clock.advance(60_000)
    expect(exits).toEqual([3])
  })
})

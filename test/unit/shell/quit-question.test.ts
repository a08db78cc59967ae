import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { leftAlone, quitButton, quitQuestion } from '../../../src-main/shell/quit-question.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { demoBot, startTestEngine, type TestEngine } from '../../support/test-engine.ts'

describe('what is left alone by a quit', () => {
  let opened: TestStore
  let running: TestEngine
  let clock: FakeClock
  beforeEach(async () => {
    opened = openTestStore()
    clock = new FakeClock()
    running = await startTestEngine(opened.store, clock)
  })
  afterEach(async () => {
    await running.engine.stop()
    opened.close()
  })

  test('is nothing at first, and nothing while bots are stopped', () => {
    expect(leftAlone(running.engine)).toBeNull()
    running.engine.bots.create(demoBot('One', 'BTC/USDT'), 'paper')
    expect(leftAlone(running.engine)).toBeNull()
  })

  test('are bots that run, also those that only exit', () => {
    const { bots } = running.engine
    running.engine.startBots([demoBot('One', 'BTC/USDT'), demoBot('Two', 'DASH/USDT')])
    expect(leftAlone(running.engine)).toEqual([{ mode: 'paper', runningBots: 2, openPositions: 0 }])
    bots.pauseAllEntries('paper')
    expect(leftAlone(running.engine)).toEqual([{ mode: 'paper', runningBots: 2, openPositions: 0 }])
    for (const { bot } of running.engine.roster.all()) bots.stop(bot.id, 'keep')
    expect(leftAlone(running.engine)).toBeNull()
  })

  test('are positions, also of a bot that was stopped', async () => {
    const { engine } = running
    engine.startBots([demoBot('One', 'BTC/USDT')])
    for (let second = 0; second < 120 && engine.books.positions.size === 0; second += 1)
      await clock.advance(1_000)
    for (const { bot } of engine.roster.all()) engine.bots.stop(bot.id, 'keep')
    expect(leftAlone(engine)).toEqual([{ mode: 'paper', runningBots: 0, openPositions: 1 }])
  })
})

describe('the question before quitting', () => {
  const paper = { mode: 'paper', runningBots: 2, openPositions: 1 } as const

  test('names the numbers in English', () => {
    const { detail, buttons } = quitQuestion('en', [paper])
    expect(detail).toMatch(/^2 bots are running \(paper\)\.\n1 position is open \(paper\)\./)
    expect(buttons).toEqual(['Keep running', 'Quit: bots go on at the next start'])
    expect(buttons[quitButton]).toMatch(/^Quit/)
  })

  test('names the numbers in Portuguese, each mode apart', () => {
    const { detail, buttons } = quitQuestion('pt-BR', [
      { mode: 'live', runningBots: 1, openPositions: 0 },
      { mode: 'paper', runningBots: 0, openPositions: 3 },
    ])
    expect(detail).toMatch(/^1 bot está em execução \(real\)\.\n3 posições estão abertas \(simulado\)\./)
    expect(buttons[0]).toBe('Manter em execução')
  })

  test('promises nothing about bots when none runs', () => {
    expect(quitQuestion('en', [{ ...paper, runningBots: 0 }]).buttons).toEqual(['Keep running', 'Quit'])
  })
})

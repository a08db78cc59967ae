import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { leftAlone, quitChoices, quitQuestion } from '../../../src-main/shell/quit-question.ts'
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
    const names = () =>
      leftAlone(running.engine)?.map(({ mode, bots: left }) => [mode, left.map(({ name }) => name)])
    expect(names()).toEqual([['paper', ['One', 'Two']]])
    bots.pauseAllEntries('paper')
    expect(names()).toEqual([['paper', ['One', 'Two']]])
    for (const { bot } of running.engine.roster.all()) bots.stop(bot.id, 'keep')
    expect(leftAlone(running.engine)).toBeNull()
  })

  test('are positions, also of a bot that was stopped', async () => {
    const { engine } = running
    engine.startBots([demoBot('One', 'BTC/USDT')])
    for (let second = 0; second < 120 && engine.books.positions.size === 0; second += 1)
      await clock.advance(1_000)
    for (const { bot } of engine.roster.all()) engine.bots.stop(bot.id, 'keep')
    expect(leftAlone(engine)).toEqual([
      { mode: 'paper', bots: [], positions: [{ symbol: 'BTC/USDT', bot: 'One' }] },
    ])
  })
})

describe('the question before quitting', () => {
  const bot = (name: string) => ({ id: name, name })
  const held = { symbol: 'BTC/USDT', bot: 'Trend' }
  const paper = { mode: 'paper', bots: [bot('Trend'), bot('Swing')], positions: [held] } as const

  test('names bots and positions with their mode, and offers to keep running, to stop first, to quit', () => {
    const { detail, buttons } = quitQuestion('en', [paper], true)
    expect(detail.split('\n').slice(0, 5)).toEqual([
      '2 bots are running (paper).',
      '• Trend (paper)',
      '• Swing (paper)',
      '1 position is open (paper).',
      '• BTC/USDT, Trend (paper)',
    ])
    expect(buttons).toEqual(['Keep running in the tray', 'Stop bots safely, then quit', 'Quit anyway'])
    expect(quitChoices).toEqual(['keep', 'stop', 'quit'])
  })

  test('says in Portuguese what live positions are left with, each mode apart', () => {
    const live = { mode: 'live', bots: [bot('Real')], positions: [held, held] } as const
    const { detail, buttons } = quitQuestion('pt-BR', [live, { ...paper, bots: [] }], false)
    expect(detail).toContain('1 bot está em execução (real).')
    expect(detail).toContain('1 posição está aberta (simulado).')
    expect(buttons).toEqual([
      'Manter em execução',
      'Parar os bots com segurança e sair',
      'Sair mesmo assim: 2 posições reais ficam só com seus stops na corretora',
    ])
  })

  test('is no longer than a dialog can show', () => {
    const many = Array.from({ length: 40 }, (_, index) => bot(`Bot ${index}`))
    const { detail } = quitQuestion('en', [{ mode: 'paper', bots: many, positions: [] }], true)
    expect(detail.split('\n').length).toBeLessThan(15)
    expect(detail).toContain('• and 32 more')
  })
})

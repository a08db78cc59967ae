import type { Language } from '../../src-preload/contract/values.ts'
import type { Mode } from '../domain/orders/order.ts'
import type { Engine } from '../engine/engine.ts'
import { countIn, type TextKey, textIn } from './texts.ts'

/** What would be left alone while the app is closed, per mode. */
export interface LeftAlone {
  readonly mode: Mode
  readonly runningBots: number
  readonly openPositions: number
}

const modes: readonly Mode[] = ['live', 'paper']

/** Null when nothing runs and nothing is open: then there is nothing to ask about. */
export const leftAlone = ({
  roster,
  books,
}: Pick<Engine, 'roster' | 'books'>): readonly LeftAlone[] | null => {
  const bots = [...roster.all()].map(({ bot }) => bot)
  const positions = [...books.positions.values()]
  const found = modes.map((mode) => ({
    mode,
    runningBots: bots.filter((bot) => bot.mode === mode && bot.wish !== 'stopped' && bot.failure === null)
      .length,
    openPositions: positions.filter((position) => position.mode === mode).length,
  }))
  const any = found.filter(({ runningBots, openPositions }) => runningBots + openPositions > 0)
  return any.length === 0 ? null : any
}

interface Question {
  readonly type: 'question'
  readonly message: string
  readonly detail: string
  readonly buttons: readonly [keep: string, quit: string]
}

/** Place of the button that quits; the other one is what a closed dialog means. */
export const quitButton = 1

export const quitQuestion = (language: Language, left: readonly LeftAlone[]): Question => {
  const t = (key: TextKey) => textIn(language, key)
  const lines = left.flatMap(({ mode, runningBots, openPositions }) => [
    ...(runningBots > 0 ? [countIn(language, 'quitBots', runningBots, { mode: t(mode) })] : []),
    ...(openPositions > 0 ? [countIn(language, 'quitPositions', openPositions, { mode: t(mode) })] : []),
  ])
  const resumes = left.some(({ runningBots }) => runningBots > 0)
  return {
    type: 'question',
    message: t('quitTitle'),
    detail: [...lines, '', t('quitBody')].join('\n'),
    buttons: [t('keepRunning'), t(resumes ? 'quitResumes' : 'quit')],
  }
}

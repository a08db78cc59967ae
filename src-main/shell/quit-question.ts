import type { Language } from '../../src-preload/contract/values.ts'
import type { Mode } from '../domain/orders/order.ts'
import type { Engine } from '../engine/engine.ts'
import { countIn, type TextKey, textIn } from './texts.ts'

/** What would be left alone while the app is closed, per mode. */
export interface LeftAlone {
  readonly mode: Mode
  readonly bots: readonly { readonly id: string; readonly name: string }[]
  readonly positions: readonly { readonly symbol: string; readonly bot: string }[]
}

const modes: readonly Mode[] = ['live', 'paper']

/** Null when nothing runs and nothing is open: then there is nothing to ask about. */
export const leftAlone = ({
  roster,
  books,
}: Pick<Engine, 'roster' | 'books'>): readonly LeftAlone[] | null => {
  const running = [...roster.all()]
    .map(({ bot }) => bot)
    .filter(({ wish, failure }) => wish !== 'stopped' && failure === null)
  const found = modes.map((mode) => ({
    mode,
    bots: running.filter((bot) => bot.mode === mode).map(({ id, settings }) => ({ id, name: settings.name })),
    positions: [...books.positions.values()]
      .filter((position) => position.mode === mode)
      .map(({ symbol, botId }) => ({ symbol, bot: roster.get(botId)?.bot.settings.name ?? botId })),
  }))
  const any = found.filter(({ bots, positions }) => bots.length + positions.length > 0)
  return any.length === 0 ? null : any
}

interface Question {
  readonly type: 'question'
  readonly message: string
  readonly detail: string
  readonly buttons: readonly [keep: string, stop: string, quit: string]
}

export type QuitChoice = 'keep' | 'stop' | 'quit'

/** By the place of the pressed button; the first is what a closed dialog means. */
export const quitChoices: readonly QuitChoice[] = ['keep', 'stop', 'quit']

/** A native dialog does not scroll. */
const mostNamed = 8

const bounded = (language: Language, lines: readonly string[]): readonly string[] =>
  lines.length <= mostNamed
    ? lines
    : [...lines.slice(0, mostNamed), textIn(language, 'quitMore', { count: lines.length - mostNamed })]

/** @param hasTray whether the app can go on out of sight */
export const quitQuestion = (language: Language, left: readonly LeftAlone[], hasTray: boolean): Question => {
  const t = (key: TextKey, facts = {}) => textIn(language, key, facts)
  const lines = left.flatMap(({ mode, bots, positions }) => {
    const word = t(mode)
    const named = bots.map(({ name }) => t('quitBot', { bot: name, mode: word }))
    const held = positions.map(({ symbol, bot }) => t('quitPosition', { symbol, bot, mode: word }))
    return [
      ...(bots.length > 0 ? [countIn(language, 'quitBots', bots.length, { mode: word })] : []),
      ...bounded(language, named),
      ...(positions.length > 0 ? [countIn(language, 'quitPositions', positions.length, { mode: word })] : []),
      ...bounded(language, held),
    ]
  })
  const live = left.find(({ mode }) => mode === 'live')?.positions.length ?? 0
  return {
    type: 'question',
    message: t('quitTitle'),
    detail: [...lines, '', t('quitBody')].join('\n'),
    buttons: [
      t(hasTray ? 'keepInTray' : 'keepRunning'),
      t('stopAndQuit'),
      live > 0 ? countIn(language, 'quitAnywayLive', live) : t('quitAnyway'),
    ],
  }
}

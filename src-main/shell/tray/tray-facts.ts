import type { Language } from '../../../src-preload/contract/values.ts'
import { addCash, type Cash, cashText, subtractCash } from '../../domain/money/decimal.ts'
import type { Mode } from '../../domain/orders/order.ts'
import type { Engine } from '../../engine/engine.ts'
import { textIn } from '../texts.ts'

export type TrayState = 'idle' | 'running' | 'warning' | 'halted'

export interface TrayFacts {
  readonly state: TrayState
  readonly tooltip: string
}

type Watched = Pick<Engine, 'books' | 'roster' | 'equity' | 'alerts'>

const modes: readonly Mode[] = ['live', 'paper']

const runs = ({ wish, failure }: { readonly wish: string; readonly failure: string | null }): boolean =>
  wish !== 'stopped' && failure === null

/** The mode that is on show wherever there is room for one: live as soon as one live bot runs. */
export const shownMode = ({ roster }: Pick<Engine, 'roster'>): Mode =>
  [...roster.all()].some(({ bot }) => bot.mode === 'live' && runs(bot)) ? 'live' : 'paper'

const stateOf = ({ books, roster, alerts }: Watched): TrayState => {
  const bots = [...roster.all()].map(({ bot }) => bot)
  if (books.blocked !== null || modes.some((mode) => books.isKilled(mode))) return 'halted'
  const running = bots.filter(runs)
  const isBlind = running.some(({ settings }) => books.venues.get(settings.venueId)?.state !== 'live')
  const worst = alerts.worstOpen
  const lasts = worst !== null && worst !== 'info'
  if (lasts || isBlind || bots.some(({ failure }) => failure !== null) || books.unconfirmed.size > 0)
    return 'warning'
  return running.length > 0 ? 'running' : 'idle'
}

/** Change of equity today, by mode and currency; two of either are never added. */
const todays = ({ books, equity }: Watched): ReadonlyMap<string, { mode: Mode; today: Cash }> => {
  const sums = new Map<string, { mode: Mode; today: Cash }>()
  for (const { book } of books.accounts.values()) {
    const { mode } = book.account
    for (const currency of equity.currencies(book)) {
      const read = equity.read(book, currency)
      const today = subtractCash(read.equity, read.dayStart)
      const known = sums.get(`${mode} ${currency}`)
      sums.set(`${mode} ${currency}`, {
        mode,
        today: known === undefined ? today : addCash(known.today, today),
      })
    }
  }
  return sums
}

/** What the tray says at a glance, in the app's language. */
export const trayFacts = (engine: Watched, language: Language): TrayFacts => {
  const mode = shownMode(engine)
  const state = stateOf(engine)
  const number = new Intl.NumberFormat(language, { signDisplay: 'exceptZero', maximumFractionDigits: 2 })
  const lines = [...todays(engine).values()]
    .filter((each) => each.mode === mode)
    .map(({ today }) => {
      const amount = number.format(cashText(today) as `${number}`)
      return textIn(language, 'trayToday', { amount, currency: today.currency })
    })
  const words = textIn(language, mode === 'live' ? 'trayLive' : 'trayPaper')
  return {
    state,
    tooltip: [`Auronex – ${words} · ${textIn(language, `tray.${state}`)}`, ...lines].join('\n'),
  }
}

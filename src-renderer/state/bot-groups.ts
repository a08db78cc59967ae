import type { BotState, Mode } from '../../src-preload/contract/values.ts'
import type { BotView } from '../../src-preload/contract/views.ts'
import { sumDecimals } from './decimal-text.ts'

export const botSortKeys = [
  'name',
  'state',
  'allocated',
  'unrealizedPnl',
  'today',
  'totalPnl',
  'maxDrawdownRatio',
] as const
export type BotSortKey = (typeof botSortKeys)[number]

export interface BotFilter {
  readonly text: string
  readonly state: BotState | 'all'
}

export interface BotGroup {
  readonly key: string
  readonly mode: Mode
  readonly currency: string
  readonly bots: readonly BotView[]
  readonly allocated: string
  readonly unrealizedPnl: string
  readonly today: string
  readonly totalPnl: string
  readonly openPositions: number
  readonly maxPositions: number
  /** Total against allocated money; a statistic. */
  readonly totalRatio: string | null
}

const stateOrder: Readonly<Record<BotState, number>> = {
  error: 0,
  halted: 1,
  'entries-paused': 1,
  'warming-up': 2,
  stopping: 2,
  starting: 3,
  running: 4,
  stopped: 5,
}

const compare = (key: BotSortKey) => (left: BotView, right: BotView) => {
  if (key === 'name') return left.name.localeCompare(right.name)
  if (key === 'state') return stateOrder[left.state] - stateOrder[right.state]
  return Number(left[key]) - Number(right[key])
}

export const filterBots = (bots: Iterable<BotView>, filter: BotFilter): readonly BotView[] => {
  const text = filter.text.trim().toLowerCase()
  return [...bots].filter(
    (bot) =>
      (filter.state === 'all' || bot.state === filter.state) &&
      (text === '' || [bot.name, ...bot.symbols].some((word) => word.toLowerCase().includes(text))),
  )
}

const toGroup = (key: string, bots: readonly BotView[], first: BotView): BotGroup => {
  const sum = (pick: (bot: BotView) => string) => sumDecimals(bots.map(pick))
  const allocated = sum((bot) => bot.allocated)
  const totalPnl = sum((bot) => bot.totalPnl)
  const base = Number(allocated)
  return {
    key,
    mode: first.mode,
    currency: first.currency,
    bots,
    allocated,
    unrealizedPnl: sum((bot) => bot.unrealizedPnl),
    today: sum((bot) => bot.today),
    totalPnl,
    openPositions: bots.reduce((count, bot) => count + bot.openPositions, 0),
    maxPositions: bots.reduce((count, bot) => count + bot.maxPositions, 0),
    totalRatio: base > 0 ? (Number(totalPnl) / base).toFixed(6) : null,
  }
}

/** By mode and currency, because amounts of two of either are never added. */
export const groupBots = (
  bots: readonly BotView[],
  sort: { readonly key: BotSortKey; readonly descending: boolean },
): readonly BotGroup[] => {
  const sorted = [...bots].sort(compare(sort.key))
  if (sort.descending) sorted.reverse()
  const groups = new Map<string, BotView[]>()
  for (const bot of sorted) {
    const key = `${bot.mode} ${bot.currency}`
    const members = groups.get(key) ?? []
    members.push(bot)
    groups.set(key, members)
  }
  return [...groups]
    .sort(([left], [right]) => right.localeCompare(left))
    .flatMap(([key, members]) => {
      const first = members[0]
      return first === undefined ? [] : [toGroup(key, members, first)]
    })
}

import type { BotView } from '../../../src-preload/contract/views.ts'
import type { Bot } from '../../domain/bots/bot.ts'
import { openTimeOf, timeframeMs } from '../../domain/market/timeframe.ts'
import {
  addCash,
  type Cash,
  cash,
  cashText,
  negateCash,
  noCash,
  ratioOfCash,
  signOfCash,
  subtractCash,
  sumCash,
  text,
} from '../../domain/money/decimal.ts'
import { numberOf, textOf } from '../../domain/parameters.ts'
import { unrealizedAt } from '../../domain/positions/position.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Halt } from '../../engine/risk/halt.ts'
import { type BotRuntime, stateOfBot } from '../../engine/state/roster.ts'
import { botHalt } from './bot-halt.ts'
import { decisionView } from './decision-view.ts'
import { sentenceView } from './sentence-view.ts'

const currencyOf = (engine: Engine, runtime: BotRuntime): string => {
  const { venueId, symbols } = runtime.bot.settings
  return engine.books.market(venueId, symbols[0] ?? '')?.quote ?? runtime.totals.realized.currency
}

const unrealizedOf = (engine: Engine, runtime: BotRuntime, currency: string): Cash => {
  const { venueId } = runtime.bot.settings
  const parts: Cash[] = []
  for (const position of engine.books.positions.values()) {
    if (position.botId !== runtime.bot.id) continue
    const mark = engine.books.mark(venueId, position.symbol)
    if (mark !== undefined) parts.push(unrealizedAt(position, mark))
  }
  return sumCash(currency, parts)
}

/** Profit booked by parts of positions that are still open. */
const realizedOpen = (engine: Engine, botId: string, currency: string): Cash =>
  sumCash(
    currency,
    [...engine.books.positions.values()]
      .filter((position) => position.botId === botId)
      .map((p) => p.realized),
  )

/** Running totals after each closed trade, oldest first. */
const trailOf = (runtime: BotRuntime, currency: string): string[] => {
  let sum = noCash(currency)
  return runtime.results.map((result) => {
    sum = addCash(sum, result)
    return cashText(sum)
  })
}

/** Deepest fall of the running result over the newest trades, over the allocation, ≤ 0. */
const drawdownOf = (runtime: BotRuntime, allocated: Cash): string => {
  let [sum, peak, worst] = [
    noCash(allocated.currency),
    noCash(allocated.currency),
    noCash(allocated.currency),
  ]
  for (const result of runtime.results) {
    sum = addCash(sum, result)
    if (signOfCash(subtractCash(sum, peak)) > 0) peak = sum
    const fall = subtractCash(sum, peak)
    if (signOfCash(subtractCash(fall, worst)) < 0) worst = fall
  }
  return text(ratioOfCash(worst, allocated))
}

const nextEvaluation = (engine: Engine, runtime: BotRuntime): number | null => {
  const { venueId, timeframe } = runtime.bot.settings
  const time = engine.books.venues.get(venueId)?.marketTime ?? null
  if (time === null || runtime.tasks.size === 0) return null
  return openTimeOf(time, timeframe) + timeframeMs[timeframe]
}

const dataDoubtsOf = (engine: Engine, runtime: BotRuntime): BotView['dataDoubts'] => {
  const { venueId } = runtime.bot.settings
  return [...runtime.tasks].flatMap(([symbol, { fillingSince }]): BotView['dataDoubts'] => {
    const doubt = engine.books.dataDoubt(venueId, symbol)
    if (doubt !== null) return [{ symbol, doubt, since: engine.books.doubtSince(venueId, symbol) }]
    return fillingSince === null ? [] : [{ symbol, doubt: 'filling', since: fillingSince }]
  })
}

const accountNameOf = (engine: Engine, accountId: string): string =>
  engine.books.accounts.get(accountId)?.book.account.name ?? accountId

const stateReasonOf = ({ failure, wishReason }: Bot, halt: Halt | null): BotView['stateReason'] => {
  if (failure !== null) return { code: 'bot.strategy-failed', facts: { message: failure } }
  return sentenceView(halt === null ? wishReason : halt.reason)
}

/** @param today realised in the market's day so far */
export const botView = (engine: Engine, runtime: BotRuntime, today: Cash | undefined): BotView => {
  const { bot, totals, tasks } = runtime
  const { settings } = bot
  const currency = currencyOf(engine, runtime)
  const allocated = cash(textOf(settings.limits, 'allocation'), currency)
  const unrealized = unrealizedOf(engine, runtime, currency)
  const realized = addCash(
    totals.realized.currency === currency ? totals.realized : noCash(currency),
    realizedOpen(engine, bot.id, currency),
  )
  const total = addCash(realized, unrealized)
  const halt = botHalt(engine, runtime)
  const state = halt === null ? stateOfBot(runtime) : 'halted'
  const warmUps = [...tasks.values()].map((task) => task.warmUp).filter((warmUp) => warmUp !== null)
  const slowest = warmUps.sort((a, b) => a.have / a.need - b.have / b.need)[0]
  const losses = negateCash(totals.losses)
  return {
    id: bot.id,
    name: settings.name,
    mode: bot.mode,
    state,
    stateSince: halt === null ? bot.wishSince : halt.since,
    stateReason: stateReasonOf(bot, halt),
    dataDoubts: dataDoubtsOf(engine, runtime),
    accountName: bot.mode === 'live' ? accountNameOf(engine, bot.accountId) : null,
    accountId: bot.accountId,
    alsoThrough: [...(bot.live?.alsoThrough ?? [])],
    warmUp: state === 'warming-up' && slowest !== undefined ? slowest : null,
    venueId: settings.venueId,
    symbols: [...settings.symbols],
    timeframe: settings.timeframe,
    strategyId: settings.strategyId as BotView['strategyId'],
    currency,
    allocated: cashText(allocated),
    openPositions: new Set([...engine.books.positions.ofBot(bot.id)].map(({ symbol }) => symbol)).size,
    maxPositions: numberOf(settings.limits, 'maxPositions'),
    unrealizedPnl: cashText(unrealized),
    today: cashText(addCash(today ?? noCash(currency), unrealized)),
    totalPnl: cashText(total),
    totalRatio: text(ratioOfCash(total, allocated)),
    closedPositions: totals.closedPositions,
    closedTrades: totals.closedTrades,
    wonTrades: totals.wonTrades,
    profitFactor: signOfCash(losses) > 0 ? text(ratioOfCash(totals.wins, losses)) : null,
    maxDrawdownRatio: drawdownOf(runtime, allocated),
    lastDecision: runtime.lastDecision === null ? null : decisionView(runtime.lastDecision),
    equityTrail: trailOf(runtime, currency),
    nextEvaluationAt: nextEvaluation(engine, runtime),
  }
}

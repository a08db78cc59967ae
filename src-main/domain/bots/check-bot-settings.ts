import type { Market } from '../market/market.ts'
import { isTimeframe } from '../market/timeframe.ts'
import { checkParameters, type FieldError } from '../parameters.ts'
import { checkExitRules } from '../risk/exit-rules.ts'
import { riskLimits } from '../risk/limits.ts'
import { strategyById } from '../strategies/catalogue.ts'
import type { BotSettings } from './bot.ts'

const nameLength = 60

const checkName = (name: string): readonly FieldError[] => {
  if (name.trim() === '') return [{ path: 'name', code: 'required' }]
  return name.length > nameLength ? [{ path: 'name', code: 'too-long', facts: { max: nameLength } }] : []
}

const checkSymbols = (symbols: readonly string[], markets: readonly Market[]): readonly FieldError[] => {
  if (symbols.length === 0) return [{ path: 'symbols', code: 'required' }]
  const known = new Map(markets.map((market) => [market.symbol, market]))
  const unknown = symbols.filter((symbol) => !known.has(symbol))
  if (unknown.length > 0) {
    return unknown.map((symbol) => ({ path: 'symbols', code: 'unknown-symbol', facts: { symbol } }))
  }
  // One allocation is one amount of one currency.
  const quotes = new Set(symbols.map((symbol) => known.get(symbol)?.quote))
  return quotes.size > 1 ? [{ path: 'symbols', code: 'mixed-quotes' }] : []
}

const checkStrategy = (settings: BotSettings): readonly FieldError[] => {
  const strategy = strategyById(settings.strategyId)
  if (strategy === undefined) return [{ path: 'strategyId', code: 'unknown-strategy' }]
  const errors = checkParameters('parameters', strategy.parameters, settings.parameters)
  return errors.length > 0 ? errors : strategy.check(settings.parameters)
}

const checkLimits = ({ limits }: BotSettings): readonly FieldError[] => {
  const errors = checkParameters('limits', riskLimits, limits)
  return errors.length > 0 ? errors : checkExitRules(limits)
}

/**
 * Every rule for a bot's settings, in one place for the window, the store and the engine.
 * @param markets what the bot's venue trades; null when there is no such venue
 */
export const checkBotSettings = (
  settings: BotSettings,
  markets: readonly Market[] | null,
): readonly FieldError[] => [
  ...checkName(settings.name),
  ...(markets === null
    ? [{ path: 'venueId', code: 'unknown-venue' } as const]
    : checkSymbols(settings.symbols, markets)),
  ...(isTimeframe(settings.timeframe) ? [] : [{ path: 'timeframe', code: 'required' } as const]),
  ...checkStrategy(settings),
  ...checkLimits(settings),
]

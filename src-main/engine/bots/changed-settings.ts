import type { BotSettings } from '../../domain/bots/bot.ts'
import type { ParameterValues } from '../../domain/parameters.ts'

/** A strategy may name a parameter as a limit is named: neither may hide the other. */
const prefixed = (prefix: string, values: ParameterValues): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, value]))

/** Before and after of every setting that changed, for the journal. */
export const changedSettings = (before: BotSettings, after: BotSettings): Record<string, string> => {
  const flat = (settings: BotSettings): Record<string, string> => ({
    name: settings.name,
    symbols: settings.symbols.join(' '),
    timeframe: settings.timeframe,
    strategy: settings.strategyId,
    ...prefixed('parameters', settings.parameters),
    ...prefixed('limits', settings.limits),
  })
  const [old, now] = [flat(before), flat(after)]
  const changed = Object.keys({ ...old, ...now }).filter((key) => old[key] !== now[key])
  return Object.fromEntries(changed.map((key) => [key, `${old[key] ?? '–'} → ${now[key] ?? '–'}`]))
}

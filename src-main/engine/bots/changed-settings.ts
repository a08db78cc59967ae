import type { BotSettings } from '../../domain/bots/bot.ts'

/** Before and after of every setting that changed, for the journal. */
export const changedSettings = (before: BotSettings, after: BotSettings): Record<string, string> => {
  const flat = (settings: BotSettings): Record<string, string> => ({
    name: settings.name,
    symbols: settings.symbols.join(' '),
    timeframe: settings.timeframe,
    strategy: settings.strategyId,
    ...settings.parameters,
    ...settings.limits,
  })
  const [old, now] = [flat(before), flat(after)]
  const changed = Object.keys({ ...old, ...now }).filter((key) => old[key] !== now[key])
  return Object.fromEntries(changed.map((key) => [key, `${old[key] ?? '–'} → ${now[key] ?? '–'}`]))
}

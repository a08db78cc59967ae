import type { Language, Mode, Theme, Timeframe } from '../../src-preload/contract/values.ts'

/** The contract's closed lists without its schemas, so that no schema library is part of the window. */
const keysOf = <K extends string>(record: Readonly<Record<K, true>>): readonly K[] =>
  Object.keys(record) as K[]

export const languages = keysOf<Language>({ en: true, 'pt-BR': true })
export const themes = keysOf<Theme>({ system: true, dark: true, light: true })
export const modes = keysOf<Mode>({ live: true, paper: true })
export const timeframes = keysOf<Timeframe>({
  '1m': true,
  '5m': true,
  '15m': true,
  '1h': true,
  '4h': true,
  '1d': true,
})

const minuteMs = 60_000
export const timeframeMs: Readonly<Record<Timeframe, number>> = {
  '1m': minuteMs,
  '5m': 5 * minuteMs,
  '15m': 15 * minuteMs,
  '1h': 60 * minuteMs,
  '4h': 240 * minuteMs,
  '1d': 1440 * minuteMs,
}

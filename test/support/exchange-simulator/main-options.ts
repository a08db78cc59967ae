import { defaultSymbols } from './market/symbols.ts'
import type { ExchangeId } from './start-exchange-simulator.ts'

export const usage =
  'Usage: npm run exchange-simulator -- [--exchange=binance,bybit,okx] [--symbols=COUNT] [--seed=NUMBER] [--speed=FACTOR] [--start-at=TIME] [--port=FIRST] [--help]'

export interface MainOptions {
  readonly exchanges: readonly ExchangeId[]
  readonly symbols: number
  readonly seed: number
  readonly speed: number
  /** Epoch ms; null for now. */
  readonly startAt: number | null
  /** The control port; the exchanges follow it. */
  readonly port: number
}

export type ParsedOptions =
  | { readonly kind: 'run'; readonly options: MainOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'invalid'; readonly argument: string }

const all: readonly ExchangeId[] = ['binance', 'bybit', 'okx']

const whole = (text: string, from: number, to: number): number | null => {
  const value = Number(text)
  return /^\d+$/.test(text) && value >= from && value <= to ? value : null
}

const readers: Readonly<Record<string, (text: string) => Partial<MainOptions> | null>> = {
  '--exchange': (text) => {
    const wanted = text.split(',')
    const exchanges = all.filter((id) => wanted.includes(id))
    return exchanges.length === wanted.length ? { exchanges } : null
  },
  '--symbols': (text) => {
    const symbols = whole(text, 1, defaultSymbols('all').length)
    return symbols === null ? null : { symbols }
  },
  '--seed': (text) => {
    const seed = whole(text, 0, 4_294_967_295)
    return seed === null ? null : { seed }
  },
  '--port': (text) => {
    const port = whole(text, 0, 65_532)
    return port === null ? null : { port }
  },
  '--speed': (text) => (/^\d+(\.\d+)?$/.test(text) ? { speed: Number(text) } : null),
  '--start-at': (text) => {
    const startAt = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
    return Number.isFinite(startAt) ? { startAt } : null
  },
}

export const parseMainOptions = (args: readonly string[]): ParsedOptions => {
  let options: MainOptions = { exchanges: all, symbols: 20, seed: 1, speed: 1, startAt: null, port: 7400 }
  for (const argument of args) {
    if (argument === '--help') return { kind: 'help' }
    const at = argument.indexOf('=')
    const read = at < 0 ? undefined : readers[argument.slice(0, at)]
    const change = read?.(argument.slice(at + 1)) ?? null
    if (change === null) return { kind: 'invalid', argument }
    options = { ...options, ...change }
  }
  return { kind: 'run', options }
}

import type { BotSettings } from '../../src-preload/contract/bot-settings.ts'
import { productOfDecimals } from './decimal-text.ts'

export interface EntryRisk {
  /** Largest amount that one entry may spend. */
  readonly entry: string
  /** What that entry loses when its stop is hit, before fees and slippage; null without a stop in the limits. */
  readonly loss: { readonly ratio: string; readonly amount: string } | null
}

const shares = ['stopLoss', 'trailingStop'] as const

/** In the currency of the allocation. null while a number that it rests on cannot be read. */
export const entryRisk = ({ limits }: BotSettings): EntryRisk | null => {
  const { allocation = '', tradeRatio = '' } = limits
  const given = shares.map((key) => limits[key] ?? '')
  if ([allocation, tradeRatio, ...given].includes('')) return null
  const entry = productOfDecimals(allocation, tradeRatio)
  const [nearest] = given.filter((share) => Number(share) > 0).sort((a, b) => Number(a) - Number(b))
  return {
    entry,
    loss: nearest === undefined ? null : { ratio: nearest, amount: productOfDecimals(entry, nearest) },
  }
}

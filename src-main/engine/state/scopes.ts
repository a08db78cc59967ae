import type { Mode } from '../../domain/orders/order.ts'

/** Whose money, positions or orders are added up; each a key of its own. */
export const ofBot = (botId: string): string => `bot ${botId}`
export const ofBotOnPair = (botId: string, symbol: string): string => `bot ${botId} ${symbol}`
export const ofAccount = (accountId: string): string => `account ${accountId}`
export const ofAccountOnPair = (accountId: string, symbol: string): string => `account ${accountId} ${symbol}`
export const ofMode = (mode: Mode): string => `mode ${mode}`
export const ofAsset = (mode: Mode, base: string): string => `asset ${mode} ${base}`
export const ofPair = (venueId: string, symbol: string): string => `pair ${venueId} ${symbol}`

import type { Mode } from '../../domain/orders/order.ts'

/** Keys are asked for at every price: each is put together once, and found by what it is of. */
const keyed = (prefix: string) => {
  const keys = new Map<string, string>()
  return (id: string): string => {
    const known = keys.get(id)
    if (known !== undefined) return known
    const key = `${prefix} ${id}`
    keys.set(id, key)
    return key
  }
}
const pairKeyed = (prefix: string) => {
  const keys = new Map<string, (second: string) => string>()
  return (first: string, second: string): string => {
    const known = keys.get(first)
    if (known !== undefined) return known(second)
    const key = keyed(`${prefix} ${first}`)
    keys.set(first, key)
    return key(second)
  }
}

/** Whose money, positions or orders are added up; each a key of its own. */
export const ofBot: (botId: string) => string = keyed('bot')
export const ofBotOnPair: (botId: string, symbol: string) => string = pairKeyed('bot')
export const ofAccount: (accountId: string) => string = keyed('account')
export const ofAccountOnPair: (accountId: string, symbol: string) => string = pairKeyed('account')
export const ofMode: (mode: Mode) => string = keyed('mode')
export const ofAsset: (mode: Mode, base: string) => string = pairKeyed('asset')
export const ofPair: (venueId: string, symbol: string) => string = pairKeyed('pair')

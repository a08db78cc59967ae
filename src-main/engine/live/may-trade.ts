import type { TradingAccount } from '../state/books.ts'

/** Whether the account is open, with a key that may trade and can take no money out, or one that does not tell. */
export const mayTrade = ({ state, key }: Pick<TradingAccount, 'state' | 'key'>): boolean => {
  const permissions = key?.permissions ?? null
  const isFit = permissions === null || (permissions.trade && !permissions.withdraw && !permissions.transfer)
  return isFit && state.kind === 'open'
}

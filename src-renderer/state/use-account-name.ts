import { useEngine } from './engine-store.ts'

/** What the user calls an account; one of practice money goes by its venue, and what is gone by its id. */
export const useAccountName = (): ((accountId: string) => string) => {
  const engine = useEngine((state) => state.engine)
  return (accountId) => {
    const named = engine?.accounts.find(({ id }) => id === accountId)?.name
    const venueId = engine?.money.find((money) => money.accountId === accountId)?.venueId
    return named ?? engine?.venues.find(({ id }) => id === venueId)?.name ?? accountId
  }
}

import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import { Keychain } from '../../src-main/adapters/keychain/keychain.ts'
import { openSystemVault } from '../../src-main/adapters/keychain/vault.ts'
import type { Credentials } from '../../src-main/engine/ports/secrets.ts'

/** What the system's own keychain has of an account, asked by another process than the app; null when nothing. */
export const keptInKeychain = async (accountId: string): Promise<Credentials | null> => {
  const found = await new Keychain({ open: openSystemVault, clock: systemClock }).read(accountId)
  if (found.kind === 'unavailable') throw new Error(found.cause)
  return found.value
}

import { Keychain } from '../../src-main/adapters/keychain/keychain.ts'
import type { LivePorts } from '../../src-main/engine/engine-ports.ts'
import type { TradingParts } from '../../src-main/shell/compose.ts'
import { FakeClock } from './fake-clock.ts'
import { MemoryVault } from './memory-vault.ts'

const secrets = new Keychain({ open: async () => new MemoryVault(), clock: new FakeClock() })
const unexpected = (): never => {
  throw new Error('this test has no accounts with keys')
}

/** For an app in which nobody has a key. */
export const withoutKeys: Pick<TradingParts, 'startAccounts' | 'secrets' | 'isRuntimeSupported'> = {
  startAccounts: unexpected,
  secrets,
  isRuntimeSupported: false,
}

/** For an engine in which nobody has a key. */
export const noLivePorts: LivePorts = {
  accounts: { check: unexpected, account: unexpected, onLost: () => () => {}, end: async () => {} },
  secrets,
  isRuntimeSupported: false,
}

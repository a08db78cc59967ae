import type { Vault } from '../../src-main/adapters/keychain/vault.ts'

/** What a Windows credential holds. */
export const vaultEntryBytes = 2_560

/** A keychain in memory, with the system's bound of an entry and failures as the test has them. */
export class MemoryVault implements Vault {
  readonly entries = new Map<string, string>()
  /** Thrown by whatever is asked next, as long as it is set. */
  failure: Error | null = null
  /** Thrown by the write with this number, counted from the next one: 1. */
  failingWrite = 0

  async get(name: string): Promise<string | null> {
    this.#fail()
    return this.entries.get(name) ?? null
  }

  async set(name: string, text: string): Promise<void> {
    this.#fail()
    if (this.failingWrite > 0) {
      this.failingWrite -= 1
      if (this.failingWrite === 0) throw new Error('the system was shut down')
    }
    if (Buffer.byteLength(text) > vaultEntryBytes) throw new Error('the entry is too long')
    this.entries.set(name, text)
  }

  async remove(name: string): Promise<void> {
    this.#fail()
    this.entries.delete(name)
  }

  #fail(): void {
    if (this.failure !== null) throw this.failure
  }
}

import type { Clock } from '../../engine/ports/clock.ts'
import type { Credentials, FromKeychain, KeychainProblem, Secrets } from '../../engine/ports/secrets.ts'
import { readEntry, removeEntry, writeEntry } from './entries.ts'
import type { Vault } from './vault.ts'

/** The system may ask its user for the keychain's password meanwhile. */
const patienceMs = 60_000
const probe = 'probe'
const nothing = { apiKey: '', secret: '', password: null }

interface KeychainParts {
  readonly open: () => Promise<Vault>
  readonly clock: Clock
}

/** The words of libsecret, D-Bus, GNOME's and KDE's services, macOS and Windows. */
const problemOf = (cause: string): KeychainProblem => {
  if (/native addon|libsecret|ERR_DLOPEN|cannot find (module|package)/i.test(cause)) return 'library-missing'
  if (/locked|\/collection\/|dismissed|no answer|interaction is not allowed/i.test(cause)) return 'locked'
  if (/d-?bus|transport|autolaunch|org\.freedesktop|service ?unknown/i.test(cause)) return 'service-missing'
  return 'other'
}

const tryOut = async (vault: Vault): Promise<void> => {
  await writeEntry(vault, probe, nothing)
  await removeEntry(vault, probe)
}

/** The computer's own keychain, asked one thing at a time. */
export class Keychain implements Secrets {
  readonly #parts: KeychainParts
  #vault: Promise<Vault> | null = null
  #last: Promise<unknown> = Promise.resolve()

  constructor(parts: KeychainParts) {
    this.#parts = parts
  }

  check(): Promise<FromKeychain<null>> {
    return this.#ask(async (vault) => {
      await tryOut(vault)
      return null
    })
  }

  keep(accountId: string, credentials: Credentials): Promise<FromKeychain<null>> {
    return this.#ask(async (vault) => {
      await writeEntry(vault, accountId, credentials)
      return null
    })
  }

  read(accountId: string): Promise<FromKeychain<Credentials | null>> {
    return this.#ask(async (vault) => {
      const found = await readEntry(vault, accountId)
      // A keychain that is locked says "nothing" too.
      if (found === null) await tryOut(vault)
      return found
    })
  }

  forget(accountId: string): Promise<FromKeychain<null>> {
    return this.#ask(async (vault) => {
      await removeEntry(vault, accountId)
      return null
    })
  }

  /** In turn: an entry of several parts must not be written while it is read. */
  #ask<T>(question: (vault: Vault) => Promise<T>): Promise<FromKeychain<T>> {
    const answer = this.#last.then(() => this.#within(this.#opened().then(question)))
    this.#last = answer
    return answer
  }

  #opened(): Promise<Vault> {
    this.#vault ??= this.#parts.open().catch((error: unknown) => {
      // It may be installed meanwhile.
      this.#vault = null
      throw error
    })
    return this.#vault
  }

  #within<T>(work: Promise<T>): Promise<FromKeychain<T>> {
    return new Promise((resolve) => {
      const fail = (cause: string) => resolve({ kind: 'unavailable', problem: problemOf(cause), cause })
      const cancel = this.#parts.clock.after(patienceMs, () => fail(`no answer within ${patienceMs} ms`))
      work
        .then(
          (value) => resolve({ kind: 'answered', value }),
          (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
        )
        .finally(cancel)
    })
  }
}

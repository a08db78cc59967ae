/** Named texts as the operating system keeps them, each below a bound. */
export interface Vault {
  get(name: string): Promise<string | null>
  set(name: string, text: string): Promise<void>
  remove(name: string): Promise<void>
}

/** Under which all entries of the app are found in the system's own keychain program. */
const service = 'Auronex'

/**
 * The system's keychain. Loaded when it is first needed: without the system's library it cannot even be loaded.
 * @throws Error when it cannot be loaded, or asked
 */
export const openSystemVault = async (): Promise<Vault> => {
  const { default: keytar } = await import('keytar')
  return {
    get: (name) => keytar.getPassword(service, name),
    set: (name, text) => keytar.setPassword(service, name, text),
    remove: async (name) => {
      await keytar.deletePassword(service, name)
    },
  }
}

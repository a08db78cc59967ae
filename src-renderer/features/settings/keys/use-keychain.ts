import { useCallback, useEffect, useState } from 'react'
import type { KeychainView } from '../../../../src-preload/contract/key-views.ts'
import { ask } from '../../../bridge/bridge.ts'

/** Whether a key can be kept, asked once and whenever the user says so; null while it is not known. */
export const useKeychain = (): { readonly keychain: KeychainView | null; readonly check: () => void } => {
  const [keychain, setKeychain] = useState<KeychainView | null>(null)
  const check = useCallback(() => {
    void ask('keys.keychain', {}).then((reply) => reply.ok && setKeychain(reply.data))
  }, [])
  useEffect(check, [check])
  return { keychain, check }
}

import { useCallback, useEffect, useState } from 'react'
import type { KeychainView } from '../../../../src-preload/contract/key-views.ts'
import { ask } from '../../../bridge/bridge.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'

/** Says plainly when no key can be kept, what to install, and that paper trading goes on; nothing when all is well. */
export const KeychainNotice = () => {
  const { t } = useI18n()
  const [found, setFound] = useState<KeychainView | null>(null)
  const check = useCallback(async () => {
    const reply = await ask('keys.keychain', {})
    if (reply.ok) setFound(reply.data)
  }, [])
  useEffect(() => {
    void check()
  }, [check])
  const problem = found?.problem ?? null
  if (problem === null) return null
  return (
    <Notice>
      <p className="font-medium">{t(`keys.keychain.${problem}`)}</p>
      <p>{t('keys.keychain.live')}</p>
      {found?.cause !== '' && <p className="break-words text-muted">{found?.cause}</p>}
      <Button size="row" className="mt-1.5" onClick={() => void check()}>
        {t('keys.keychain.again')}
      </Button>
    </Notice>
  )
}

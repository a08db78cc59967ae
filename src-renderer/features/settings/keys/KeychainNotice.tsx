import type { KeychainView } from '../../../../src-preload/contract/key-views.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'

interface KeychainNoticeProps {
  readonly keychain: KeychainView | null
  readonly check: () => void
}

/** Says plainly when no key can be kept, what to install, and that paper trading goes on; nothing when all is well. */
export const KeychainNotice = ({ keychain, check }: KeychainNoticeProps) => {
  const { t } = useI18n()
  if (keychain === null || keychain.problem === null) return null
  const { problem, cause } = keychain
  return (
    <Notice>
      <p className="font-medium">{t(`keys.keychain.${problem}`)}</p>
      <p>{t('keys.keychain.live')}</p>
      {cause !== '' && <p className="break-words text-muted">{cause}</p>}
      <Button size="row" className="mt-1.5" onClick={check}>
        {t('keys.keychain.again')}
      </Button>
    </Notice>
  )
}

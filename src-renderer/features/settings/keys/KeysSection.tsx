import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import type { AccountView } from '../../../../src-preload/contract/key-views.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { stableNames } from '../../../i18n/stable-names.ts'
import { useEngine } from '../../../state/engine-store.ts'
import { useAppInfo } from '../../../state/use-app-info.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Empty } from '../../../ui/States.tsx'
import { AccountCard } from './AccountCard.tsx'
import { KeychainNotice } from './KeychainNotice.tsx'
import { KeyDialog, type KeyTask } from './KeyDialog.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import { useKeychain } from './use-keychain.ts'

/** The accounts that are opened with keys; what is shown of a key is never the key. */
export const KeysSection = () => {
  const { t } = useI18n()
  const accounts = useEngine((state) => state.engine?.accounts)
  const app = useAppInfo()
  const { keychain, check } = useKeychain()
  const canKeep = keychain === null || keychain.problem === null
  const [task, setTask] = useState<KeyTask | null>(null)
  const [removing, setRemoving] = useState<AccountView | null>(null)
  const add = (
    <Button
      look="primary"
      size="row"
      icon={<Plus size={14} />}
      name={stableNames.addKey}
      disabled={!canKeep}
      onClick={() => setTask({ kind: 'add' })}
    >
      {t('keys.add')}
    </Button>
  )
  const isEmpty = accounts === undefined || accounts.length === 0
  return (
    <>
      <KeychainNotice keychain={keychain} check={check} />
      {app?.runtimeSupported === false && <Notice>{t('keys.runtime')}</Notice>}
      <Panel title={t('settings.section.keys')} aside={isEmpty ? undefined : add}>
        {isEmpty ? (
          <Empty icon={<KeyRound />} why={t('keys.empty')} action={add} />
        ) : (
          <ul className="border-t border-line">
            {accounts.map((account) => (
              <AccountCard
                key={account.id}
                account={account}
                canKeep={canKeep}
                rotate={() => setTask({ kind: 'rotate', account })}
                remove={() => setRemoving(account)}
              />
            ))}
          </ul>
        )}
        <p className="border-t border-line px-3 py-2 text-small text-muted">{t('keys.where')}</p>
      </Panel>
      {task !== null && <KeyDialog task={task} close={() => setTask(null)} />}
      {removing !== null && <RemoveDialog account={removing} close={() => setRemoving(null)} />}
    </>
  )
}

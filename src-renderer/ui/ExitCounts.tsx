import { useEffect, useState } from 'react'
import type { RequestOutput } from '../../src-preload/contract/requests.ts'
import { ask } from '../bridge/bridge.ts'
import { useI18n } from '../i18n/i18n.tsx'

type Exits = RequestOutput<'history.exits'>['exits']

/** What ended the closed trades, and how often, as of when it is shown first. */
export const ExitCounts = ({ botId }: { botId: string | null }) => {
  const { t } = useI18n()
  const [exits, setExits] = useState<Exits>([])
  useEffect(() => {
    let wanted = true
    void ask('history.exits', { botId }).then((reply) => {
      if (wanted && reply.ok) setExits(reply.data.exits)
    })
    return () => {
      wanted = false
    }
  }, [botId])
  if (exits.length === 0) return null
  return (
    <ul aria-label={t('exits.title')} className="flex flex-wrap gap-x-3">
      {exits.map(({ kind, count }) => (
        <li key={kind}>{t('exits.count', { kind: t(`exitKind.${kind}`), count })}</li>
      ))}
    </ul>
  )
}

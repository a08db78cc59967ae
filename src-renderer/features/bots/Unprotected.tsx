import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine, useTopics } from '../../state/engine-store.ts'

/** What a bot leaves behind without a stop order at the exchange: nobody else sells it while the app is closed. */
export const Unprotected = ({ botId }: { botId: string }) => {
  const { t } = useI18n()
  useTopics([{ topic: 'positions' }])
  const positions = useEngine((state) => state.positions)
  const unprotected = [...(positions?.values() ?? [])].filter(
    (position) => position.botId === botId && position.protection !== 'exchange',
  )
  if (unprotected.length === 0) return null
  return (
    <section aria-label={t('stop.unprotected')} className="mt-3 text-small">
      <h3 className="text-warning">{`⚠ ${t('stop.unprotected')}`}</h3>
      <ul className="mt-1 flex flex-col gap-0.5">
        {unprotected.map(({ id, symbol, protection }) => (
          <li key={id} className="flex justify-between gap-3">
            <span className="font-medium">{symbol}</span>
            <span className="text-muted">
              {t(protection === 'app' ? 'stop.watchedByApp' : 'stop.withoutStop')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

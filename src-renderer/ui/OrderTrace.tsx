import { Link } from 'react-router'
import { useI18n } from '../i18n/i18n.tsx'

/** Leads to all that the journal has of one order. */
export const OrderTrace = ({ orderId }: { orderId: string | null }) => {
  const { t } = useI18n()
  if (orderId === null) return '–'
  return (
    <Link
      to={`/history/journal?order=${encodeURIComponent(orderId)}`}
      title={t('history.traceOrder')}
      className="font-mono text-meta hover:text-accent"
    >
      {orderId}
    </Link>
  )
}

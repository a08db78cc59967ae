import { useI18n } from '../i18n/i18n.tsx'
import { cx } from './class-names.ts'

interface ConfidenceProps {
  /** 0 to 100; null where the decision carries none. */
  readonly confidence: number | null
  readonly className?: string
}

/** How far the entry conditions are fulfilled: the number says it, the bar only makes rows comparable. */
export const Confidence = ({ confidence, className }: ConfidenceProps) => {
  const { t, format } = useI18n()
  if (confidence === null) return null
  return (
    <span
      title={t('decision.confidenceFull')}
      className={cx('inline-flex items-center gap-1.5 text-meta whitespace-nowrap text-muted', className)}
    >
      <span className="sr-only">{t('decision.confidence')}</span>
      <span aria-hidden className="h-1 w-8 overflow-hidden rounded-full bg-track">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${confidence}%` }} />
      </span>
      {format.percent(confidence / 100, 0)}
    </span>
  )
}

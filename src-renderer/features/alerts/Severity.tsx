import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AlertView } from '../../../src-preload/contract/alert-view.ts'
import { useI18n } from '../../i18n/i18n.tsx'

const icons: Readonly<Record<AlertView['severity'], ReactNode>> = {
  info: <Info size={15} className="text-accent" />,
  warning: <TriangleAlert size={15} className="text-warning" />,
  critical: <CircleAlert size={15} className="text-danger-text" />,
}

export const SeverityIcon = ({ severity }: Pick<AlertView, 'severity'>) => {
  const { t } = useI18n()
  return (
    <span role="img" aria-label={t(`severity.${severity}`)}>
      {icons[severity]}
    </span>
  )
}

/** The shape, and the word beside it. */
export const SeverityWord = ({ severity }: Pick<AlertView, 'severity'>) => {
  const { t } = useI18n()
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden>{icons[severity]}</span>
      {t(`severity.${severity}`)}
    </span>
  )
}

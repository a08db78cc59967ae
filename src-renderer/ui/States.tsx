import { RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { useDelayed } from '../state/use-now.ts'
import { Button } from './Button.tsx'

interface EmptyProps {
  readonly icon: ReactNode
  readonly why: string
  readonly action?: ReactNode
}

export const Empty = ({ icon, why, action }: EmptyProps) => (
  <div className="flex flex-1 flex-col items-center justify-center gap-2.5 px-4 py-8 text-center">
    <span aria-hidden className="text-faint [&>svg]:size-5">
      {icon}
    </span>
    <p className="max-w-[52ch] text-muted">{why}</p>
    {action}
  </div>
)

/** Blocks at the height of the rows to come, and only once it has taken a while. */
export const LoadingRows = ({ rows = 4, height = 28 }: { rows?: number; height?: number }) => {
  const { t } = useI18n()
  const late = useDelayed(true)
  return (
    <div role="status" className="flex flex-col px-3 py-1" style={{ minHeight: rows * height }}>
      {late && <span className="sr-only">{t('state.loading')}</span>}
      {late &&
        Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
          <div key={key} className="flex items-center" style={{ height }}>
            <div className="skeleton h-3 w-full" />
          </div>
        ))}
    </div>
  )
}

interface ErrorStateProps {
  readonly what: string
  readonly detail?: string | undefined
  readonly retry?: () => void
}

export const ErrorState = ({ what, detail, retry }: ErrorStateProps) => {
  const { t } = useI18n()
  return (
    <div
      role="alert"
      className="flex flex-1 flex-col items-center justify-center gap-2.5 px-4 py-8 text-center"
    >
      <TriangleAlert aria-hidden className="size-5 text-warning" />
      <p className="font-medium">{what}</p>
      {detail !== undefined && <p className="selectable max-w-[70ch] text-small text-muted">{detail}</p>}
      {retry !== undefined && (
        <Button icon={<RotateCw size={14} />} onClick={retry}>
          {t('action.retry')}
        </Button>
      )}
    </div>
  )
}

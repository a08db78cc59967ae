import type { ReactNode } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { useI18n } from '../i18n/i18n.tsx'
import { ErrorState } from './States.tsx'

/** A screen that fails takes nothing else with it: frame, kill switch and engine go on. */
export const Screen = ({ name, children }: { name: string; children: ReactNode }) => {
  const { t } = useI18n()
  return (
    <ErrorBoundary
      resetKeys={[name]}
      fallbackRender={({ error, resetErrorBoundary }) => (
        <ErrorState
          what={t('state.screenFailed')}
          detail={error instanceof Error ? error.message : String(error)}
          retry={resetErrorBoundary}
        />
      )}
    >
      {children}
    </ErrorBoundary>
  )
}

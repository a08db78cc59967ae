import { Toaster } from 'sonner'
import { useI18n } from '../i18n/i18n.tsx'
import { useRailWidth } from './rail-width.ts'

/**
 * Where toasts stand: at the lower left. Forms, dialogs and sheets have their buttons at the lower right, and what
 * comes up by itself must not get under a press that was meant for one of them.
 */
export const Toasts = ({ besideRail }: { besideRail: boolean }) => {
  const { t } = useI18n()
  const railWidth = useRailWidth()
  return (
    <Toaster
      position="bottom-left"
      offset={{ bottom: 36, left: (besideRail ? railWidth : 0) + 16 }}
      visibleToasts={3}
      // Stacked, those behind would show less of their buttons than can be hit.
      expand
      containerAriaLabel={t('toasts.label')}
      toastOptions={{
        unstyled: true,
        closeButtonAriaLabel: t('toasts.close'),
        classNames: {
          toast:
            'flex w-[356px] items-center gap-2.5 rounded-panel border border-line-strong bg-raised p-3 font-sans text-body text-text shadow-float',
          description: 'text-small text-muted',
          closeButton: 'order-last size-6 shrink-0 rounded-control text-muted hover:bg-hover',
          actionButton:
            'ml-auto h-6 shrink-0 rounded-control border border-line-strong px-2 text-small font-medium hover:bg-hover',
        },
      }}
    />
  )
}

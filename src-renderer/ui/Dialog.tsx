import { AlertDialog as BaseAlert } from '@base-ui/react/alert-dialog'
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { cx } from './class-names.ts'

const backdrop =
  'fixed inset-0 z-40 bg-[rgb(0_0_0/45%)] transition-opacity duration-100 data-starting-style:opacity-0 data-ending-style:opacity-0'
const floating = 'border border-line-strong bg-panel text-text shadow-float outline-none'

interface DialogProps {
  readonly open: boolean
  readonly close: () => void
  readonly title: string
  readonly description?: ReactNode
  readonly children: ReactNode
  readonly initialFocus?: RefObject<HTMLElement | null>
  readonly footer?: ReactNode
}

interface SheetProps extends DialogProps {
  /** For tables with amounts side by side. */
  readonly wide?: boolean
}

/** A question that must be answered or cancelled: a press outside does not answer it. */
export const QuestionDialog = ({
  open,
  close,
  title,
  description,
  children,
  initialFocus,
  footer,
}: DialogProps) => (
  <BaseAlert.Root open={open} onOpenChange={(next) => !next && close()}>
    <BaseAlert.Portal>
      <BaseAlert.Backdrop className={backdrop} />
      <BaseAlert.Popup
        {...(initialFocus === undefined ? {} : { initialFocus })}
        className={cx(
          floating,
          'float-motion fixed top-1/2 left-1/2 z-50 flex max-h-[90vh] w-[min(480px,92vw)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-panel',
        )}
      >
        <div className="min-h-0 overflow-y-auto px-5 pt-4 pb-1">
          <BaseAlert.Title className="text-title font-semibold">{title}</BaseAlert.Title>
          {description !== undefined && (
            <BaseAlert.Description className="mt-1 text-muted">{description}</BaseAlert.Description>
          )}
          <div className="py-3">{children}</div>
        </div>
        {footer !== undefined && (
          <div className="flex items-center justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>
        )}
      </BaseAlert.Popup>
    </BaseAlert.Portal>
  </BaseAlert.Root>
)

/** Slides in at the right: there is more to read and the page stays in sight. */
export const Sheet = (props: SheetProps) => {
  const { open, close, title, description, children, initialFocus, footer, wide = false } = props
  const { t } = useI18n()
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && close()}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          {...(initialFocus === undefined ? {} : { initialFocus })}
          className={cx(
            floating,
            wide ? 'w-[min(600px,94vw)]' : 'w-[min(440px,94vw)]',
            'fixed inset-y-0 right-0 z-50 flex flex-col border-y-0 border-r-0',
            'transition-transform duration-150 data-ending-style:translate-x-full data-starting-style:translate-x-full',
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-title font-semibold">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="mt-0.5 text-muted">{description}</Base.Description>
              )}
            </div>
            <Base.Close
              aria-label={t('action.close')}
              className="inline-flex size-7 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-text"
            >
              <X size={16} />
            </Base.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">{children}</div>
          {footer !== undefined && (
            <div className="flex items-center justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

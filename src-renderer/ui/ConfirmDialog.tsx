import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from './Button.tsx'
import { QuestionDialog } from './Dialog.tsx'

export const ignoreEnter = (event: KeyboardEvent) => {
  if (event.key === 'Enter') event.preventDefault()
}

interface ConfirmDialogProps {
  readonly close: () => void
  readonly title: string
  readonly description?: ReactNode
  /** What is done; left out where nothing can be yet. */
  readonly action?: string
  readonly look?: 'primary' | 'danger'
  readonly isReady: boolean
  /** Enter confirms nothing, as where it is about real money. */
  readonly slow?: boolean
  readonly confirm: () => void
  readonly children?: ReactNode
}

/** A question with one way on and one way back, on which the focus is. */
export const ConfirmDialog = (props: ConfirmDialogProps) => {
  const {
    close,
    title,
    description,
    action,
    look = 'danger',
    isReady,
    slow = false,
    confirm,
    children,
  } = props
  const { t } = useI18n()
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <QuestionDialog
      open
      close={close}
      title={title}
      description={description}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={close}>
            {t('action.cancel')}
          </Button>
          {action !== undefined && (
            <Button
              look={look}
              disabled={!isReady}
              onKeyDown={slow ? ignoreEnter : undefined}
              onClick={confirm}
            >
              {action}
            </Button>
          )}
        </>
      }
    >
      {children}
    </QuestionDialog>
  )
}

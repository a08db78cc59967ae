import { type ReactNode, useState } from 'react'
import { ConfirmDialog, ignoreEnter } from './ConfirmDialog.tsx'
import { Field, TextInput } from './Field.tsx'

interface LineProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly maxLength: number
  readonly write: (text: string) => void
}

const Line = ({ label, hint, value, maxLength, write }: LineProps) => (
  <Field label={label} hint={hint}>
    {(ids) => (
      <TextInput
        {...ids}
        value={value}
        maxLength={maxLength}
        onKeyDown={ignoreEnter}
        onChange={(event) => write(event.target.value)}
      />
    )}
  </Field>
)

interface ReasonDialogProps {
  readonly title: string
  readonly description: ReactNode
  readonly reason: { readonly label: string; readonly hint: string }
  /** Has to be typed as it stands, besides the reason. */
  readonly word?: { readonly word: string; readonly label: string; readonly hint: string }
  readonly action: string
  readonly isBusy: boolean
  /** @param reason without blanks around it */
  readonly confirm: (reason: string, typed: string) => void
  readonly close: () => void
  readonly children?: ReactNode
}

/** Slow on purpose: a reason, where it matters most a typed word too, focus on Cancel, and Enter confirms nothing. */
export const ReasonDialog = ({ word, children, ...props }: ReasonDialogProps) => {
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const { title, description, action, isBusy, confirm, close } = props
  const isGiven = reason.trim() !== '' && (word === undefined || typed === word.word)
  return (
    <ConfirmDialog
      close={close}
      title={title}
      description={description}
      action={action}
      slow
      isReady={isGiven && !isBusy}
      confirm={() => confirm(reason.trim(), typed)}
    >
      {children}
      <div className="flex flex-col gap-2">
        <Line {...props.reason} value={reason} maxLength={500} write={setReason} />
        {word !== undefined && (
          <Line label={word.label} hint={word.hint} value={typed} maxLength={100} write={setTyped} />
        )}
      </div>
    </ConfirmDialog>
  )
}

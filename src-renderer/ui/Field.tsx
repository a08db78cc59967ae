import { RotateCcw } from 'lucide-react'
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { cx } from './class-names.ts'

interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  /**
   * The hint waits at the foot of the nearest positioned element and shows while the field is hovered or focused;
   * that element leaves a line for it.
   */
  readonly quiet?: boolean
  readonly error?: string | undefined
  /** Shown where the value differs from the default, with the way back to it. */
  readonly reset?: (() => void) | undefined
  readonly children: (ids: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => ReactNode
}

const quietHint =
  'pointer-events-none absolute inset-x-0 bottom-0 bg-panel opacity-0 group-focus-within/field:opacity-100 group-hover/field:z-1 group-hover/field:opacity-100'

export const Field = ({ label, hint, quiet = false, error, reset, children }: FieldProps) => {
  const { t } = useI18n()
  const id = useId()
  return (
    <div className="group/field flex flex-col gap-1">
      <div className="flex h-6 items-center gap-2">
        <label htmlFor={id} className="text-small font-medium">
          {label}
        </label>
        {reset !== undefined && (
          <button
            type="button"
            onClick={reset}
            className="inline-flex h-6 items-center gap-1 rounded-chip px-1 text-meta text-accent hover:bg-hover"
            aria-label={t('form.reset', { field: label })}
          >
            <RotateCcw size={11} />
            {t('form.changed')}
          </button>
        )}
      </div>
      {children({ id, 'aria-describedby': `${id}-hint`, 'aria-invalid': error !== undefined })}
      <p
        id={`${id}-hint`}
        role={error === undefined ? undefined : 'alert'}
        className={cx(
          'min-h-4 text-meta',
          error === undefined ? 'text-muted' : 'text-warning',
          quiet && error === undefined && quietHint,
        )}
      >
        {error === undefined ? hint : `⚠ ${error}`}
      </p>
    </div>
  )
}

interface TextInputProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly suffix?: string | undefined
  readonly icon?: ReactNode
  readonly ref?: Ref<HTMLInputElement>
}

export const TextInput = ({ suffix, icon, className, ...rest }: TextInputProps) => (
  <div
    className={cx(
      'flex h-7 items-center gap-2 rounded-control border border-control-line bg-panel px-2 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent has-aria-invalid:border-warning',
      className,
    )}
  >
    {icon}
    <input
      className="selectable min-w-0 flex-1 bg-transparent outline-none placeholder:text-faint"
      autoComplete="off"
      spellCheck={false}
      {...rest}
    />
    {suffix !== undefined && <span className="text-small text-muted">{suffix}</span>}
  </div>
)

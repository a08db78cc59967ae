import { ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { cx } from './class-names.ts'
import { Field, TextInput } from './Field.tsx'
import { readAddress } from './read-address.ts'

export interface TypedAddresses {
  readonly open: boolean
  readonly rest: string
  readonly ws: string
}

/** A closed section counts as empty. Undefined where what was typed is no address. */
export const readAddresses = ({ open, rest, ws }: TypedAddresses) => ({
  restUrl: open ? readAddress(rest, ['http:', 'https:']) : null,
  wsUrl: open ? readAddress(ws, ['ws:', 'wss:']) : null,
})

interface AddressFieldsProps {
  /** What they are for. */
  readonly about: string
  readonly typed: TypedAddresses
  readonly write: (change: Partial<TypedAddresses>) => void
  readonly wrong: { readonly rest: boolean; readonly ws: boolean }
  readonly readOnly: boolean
}

/** Other addresses than usual, out of the way until they are asked for. */
export const AddressFields = ({ about, typed, write, wrong, readOnly }: AddressFieldsProps) => {
  const { t } = useI18n()
  const panelId = useId()
  const { open } = typed
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => write({ open: !open })}
        className="inline-flex h-6 items-center gap-1 rounded-chip pr-1.5 text-small font-medium text-accent hover:bg-hover"
      >
        <ChevronRight size={14} className={cx('transition-transform', open && 'rotate-90')} />
        {t('connect.other')}
      </button>
      <div id={panelId} hidden={!open} className="mt-1.5 flex flex-col gap-1">
        <p className="mb-1 text-small text-muted">{about}</p>
        <Field
          label={t('connect.rest')}
          hint={t('connect.restHint')}
          error={wrong.rest ? t('connect.badRest') : undefined}
        >
          {(ids) => (
            <TextInput
              {...ids}
              value={typed.rest}
              maxLength={300}
              placeholder="https://"
              readOnly={readOnly}
              onChange={(event) => write({ rest: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('connect.ws')}
          hint={t('connect.wsHint')}
          error={wrong.ws ? t('connect.badWs') : undefined}
        >
          {(ids) => (
            <TextInput
              {...ids}
              value={typed.ws}
              maxLength={300}
              placeholder="wss://"
              readOnly={readOnly}
              onChange={(event) => write({ ws: event.target.value })}
            />
          )}
        </Field>
      </div>
    </div>
  )
}

import type { RefObject } from 'react'
import { useI18n } from '../../../i18n/i18n.tsx'
import { Field, TextInput } from '../../../ui/Field.tsx'
import type { useKeyForm } from './use-key-form.ts'

interface KeyFieldsProps {
  readonly form: ReturnType<typeof useKeyForm>
  readonly first: RefObject<HTMLInputElement | null>
  readonly readOnly: boolean
}

/** What the exchange wants a key to consist of. */
export const KeyFields = ({ form, first, readOnly }: KeyFieldsProps) => {
  const { t } = useI18n()
  return form.fields.map((field, index) => (
    <Field
      key={field}
      label={t(`keys.field.${field}`)}
      error={form.isMissing(field) ? t('keys.missing') : undefined}
    >
      {(ids) => (
        <TextInput
          {...ids}
          {...(index === 0 ? { ref: first } : {})}
          type={field === 'apiKey' ? 'text' : 'password'}
          autoComplete={field === 'apiKey' ? 'off' : 'new-password'}
          className="font-mono"
          value={form.typed[field]}
          maxLength={field === 'secret' ? 10_000 : 500}
          readOnly={readOnly}
          onChange={(event) => form.write(field, event.target.value)}
        />
      )}
    </Field>
  ))
}

import { useId } from 'react'
import { type ExchangeId, nameOf, testedExchangeIds } from '../../../src-preload/contract/exchanges.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { cx } from '../../ui/class-names.ts'

interface ExchangeChoiceProps {
  readonly value: ExchangeId
  readonly choose: (id: ExchangeId) => void
  readonly isConnected: (id: ExchangeId) => boolean
  readonly disabled: boolean
}

export const ExchangeChoice = ({ value, choose, isConnected, disabled }: ExchangeChoiceProps) => {
  const { t } = useI18n()
  const name = useId()
  return (
    <fieldset disabled={disabled}>
      <legend className="mb-1.5 text-small font-medium">{t('connect.exchange')}</legend>
      <div className="grid grid-cols-3 gap-2">
        {testedExchangeIds.map((id) => (
          <label
            key={id}
            className={cx(
              'flex min-h-11 items-center gap-2.5 rounded-control border px-3 hover:bg-hover',
              'has-focus-visible:outline-2 has-focus-visible:outline-accent',
              value === id ? 'border-accent bg-selected' : 'border-line-strong',
            )}
          >
            <input
              type="radio"
              name={name}
              checked={value === id}
              onChange={() => choose(id)}
              className="size-4 accent-accent-fill outline-none"
            />
            <span className="min-w-0">
              <span className="block font-semibold">{nameOf(id)}</span>
              {isConnected(id) && <span className="block text-meta text-muted">{t('connect.already')}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

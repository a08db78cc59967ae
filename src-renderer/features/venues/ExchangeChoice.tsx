import { type ReactNode, useId } from 'react'
import {
  type ExchangeId,
  isTested,
  nameOf,
  testedExchangeIds,
} from '../../../src-preload/contract/exchanges.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { cx } from '../../ui/class-names.ts'

interface CardProps {
  readonly group: string
  readonly checked: boolean
  readonly check: () => void
  readonly className?: string
  readonly children: ReactNode
}

const Card = ({ group, checked, check, className, children }: CardProps) => (
  <label
    className={cx(
      'flex min-h-11 items-center gap-2.5 rounded-control border px-3 hover:bg-hover',
      'has-focus-visible:outline-2 has-focus-visible:outline-accent',
      checked ? 'border-accent bg-selected' : 'border-line-strong',
      className,
    )}
  >
    <input
      type="radio"
      name={group}
      checked={checked}
      onChange={check}
      className="size-4 accent-accent-fill outline-none"
    />
    <span className="min-w-0">{children}</span>
  </label>
)

interface ExchangeChoiceProps {
  /** Null for another exchange that is still to be chosen. */
  readonly value: ExchangeId | null
  readonly choose: (id: ExchangeId | null) => void
  readonly isConnected: (id: ExchangeId) => boolean
  readonly disabled: boolean
}

/** The exchanges that are tested, and the way to all others. */
export const ExchangeChoice = ({ value, choose, isConnected, disabled }: ExchangeChoiceProps) => {
  const { t } = useI18n()
  const group = useId()
  const other = value === null || !isTested(value)
  return (
    <fieldset disabled={disabled}>
      <legend className="mb-1.5 text-small font-medium">{t('connect.exchange')}</legend>
      <div className="grid grid-cols-3 gap-2">
        {testedExchangeIds.map((id) => (
          <Card key={id} group={group} checked={value === id} check={() => choose(id)}>
            <span className="block font-semibold">{nameOf(id)}</span>
            {isConnected(id) && <span className="block text-meta text-muted">{t('connect.already')}</span>}
          </Card>
        ))}
        <Card group={group} checked={other} check={() => choose(null)} className="col-span-3">
          {t('connect.others')}
        </Card>
      </div>
    </fieldset>
  )
}

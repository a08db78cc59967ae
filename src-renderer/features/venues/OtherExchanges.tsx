import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { type ExchangeId, nameOf, untestedExchangeIds } from '../../../src-preload/contract/exchanges.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { cx } from '../../ui/class-names.ts'
import { TextInput } from '../../ui/Field.tsx'
import { UntestedMark } from '../../ui/UntestedMark.tsx'

const named = untestedExchangeIds
  .map((id) => ({ id, name: nameOf(id) }))
  .sort((one, other) => one.name.localeCompare(other.name))

interface OtherExchangesProps {
  readonly value: ExchangeId | null
  readonly choose: (id: ExchangeId) => void
  readonly isConnected: (id: ExchangeId) => boolean
  readonly disabled: boolean
  /** An exchange was asked for before one was chosen. */
  readonly missing: boolean
}

/** Every exchange that nobody has tested, to be found by its name, with what that means. */
export const OtherExchanges = (props: OtherExchangesProps) => {
  const { value, choose, isConnected, disabled, missing } = props
  const { t } = useI18n()
  const [typed, setTyped] = useState('')
  const group = useId()
  const noteId = useId()
  const wanted = typed.trim().toLowerCase()
  const found = named.filter(({ id, name }) => name.toLowerCase().includes(wanted) || id.includes(wanted))
  const takeFirst = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    const [first] = found
    if (first !== undefined) choose(first.id)
  }
  return (
    <fieldset disabled={disabled} aria-describedby={noteId} className="flex flex-col gap-2">
      <legend className="sr-only">{t('connect.others')}</legend>
      <TextInput
        type="search"
        aria-label={t('connect.find')}
        placeholder={t('connect.find')}
        icon={<Search aria-hidden size={14} className="shrink-0 text-muted" />}
        value={typed}
        maxLength={40}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={takeFirst}
      />
      <div className="h-40 overflow-y-auto rounded-control border border-line-strong p-1">
        {found.map(({ id, name }) => (
          <label
            key={id}
            className={cx(
              'flex h-7 items-center gap-2.5 rounded-chip px-2 hover:bg-hover',
              'has-focus-visible:outline-2 has-focus-visible:outline-accent',
              value === id && 'bg-selected',
            )}
          >
            <input
              type="radio"
              name={group}
              checked={value === id}
              onChange={() => choose(id)}
              className="size-4 accent-accent-fill outline-none"
            />
            <span className="flex-1 truncate font-medium">{name}</span>
            {isConnected(id) && <span className="text-meta text-muted">{t('connect.already')}</span>}
          </label>
        ))}
        {found.length === 0 && <p className="px-2 py-1 text-muted">{t('connect.noneFound')}</p>}
      </div>
      {missing && (
        <p role="alert" className="text-meta text-warning">
          {`⚠ ${t('connect.chooseOne')}`}
        </p>
      )}
      <p id={noteId} className="text-small text-muted">
        <UntestedMark /> {t('connect.untestedAbout')}
      </p>
    </fieldset>
  )
}

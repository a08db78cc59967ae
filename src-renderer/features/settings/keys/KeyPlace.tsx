import { nameOf, networksOf, testedExchangeIds } from '../../../../src-preload/contract/exchanges.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { AddressFields } from '../../../ui/AddressFields.tsx'
import { type Choice, Select } from '../../../ui/Select.tsx'
import type { useKeyPlace } from './use-key-place.ts'

interface ChosenProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly choices: readonly Choice<T>[]
  readonly choose: (value: T) => void
}

const Chosen = <T extends string>({ label, value, choices, choose }: ChosenProps<T>) => (
  <div className="flex flex-col gap-1">
    <span aria-hidden className="text-small font-medium">
      {label}
    </span>
    <Select label={label} value={value} choices={choices} onChange={choose} className="w-40" />
  </div>
)

interface KeyPlaceProps {
  readonly place: ReturnType<typeof useKeyPlace>
  /** An account that is there stays at its exchange. */
  readonly isFixed: boolean
  /** Whether what is wrong shows. */
  readonly isTried: boolean
  readonly isBusy: boolean
  /** What was typed for another place is not for this one. */
  readonly forget: () => void
  /** What was said holds no longer. */
  readonly doubt: () => void
}

/** Which exchange, which of its networks, and where the account is reached. */
export const KeyPlace = ({ place, isFixed, isTried, isBusy, forget, doubt }: KeyPlaceProps) => {
  const { t } = useI18n()
  const { exchangeId, network, name, venue, typed, wrong } = place
  const networks = networksOf(exchangeId)
  const address = venue?.addresses?.restUrl ?? null
  const elsewhere = typed.open && typed.rest.trim() !== ''
  return (
    <div className="mb-3 flex flex-col gap-2">
      {!isFixed && (
        <div className="flex flex-wrap gap-3">
          <Chosen
            label={t('keys.exchange')}
            value={exchangeId}
            choices={testedExchangeIds.map((id) => ({ value: id, label: nameOf(id) }))}
            choose={(next) => {
              place.choose(next)
              forget()
            }}
          />
          <Chosen
            label={t('connect.network')}
            value={network}
            choices={networks.map((each) => ({ value: each, label: t(`connect.network.${each}`) }))}
            choose={(next) => {
              place.chooseNetwork(next)
              forget()
            }}
          />
        </div>
      )}
      {network !== 'live' && <p className="text-small text-muted">{t(`connect.networkAbout.${network}`)}</p>}
      {venue === undefined && (
        <p className="text-small text-muted">{t('keys.connects', { exchange: name })}</p>
      )}
      {address !== null && !elsewhere && (
        <p className="selectable text-small text-muted">{t('keys.elsewhere', { address })}</p>
      )}
      <AddressFields
        about={t(venue === undefined ? 'keys.addressesOfBoth' : 'keys.addressesOfAccount', {
          exchange: name,
        })}
        typed={typed}
        write={(change) => {
          place.write(change)
          doubt()
        }}
        wrong={{ rest: isTried && wrong.rest, ws: isTried && wrong.ws }}
        readOnly={isBusy}
      />
    </div>
  )
}

import { useState } from 'react'
import {
  isTested,
  type Network,
  networksOf,
  type TestedExchangeId,
  venueOf,
} from '../../../../src-preload/contract/exchanges.ts'
import type { VenueView } from '../../../../src-preload/contract/venue-views.ts'
import { useEngine } from '../../../state/engine-store.ts'
import { readAddresses, type TypedAddresses } from '../../../ui/AddressFields.tsx'
import type { KeyTask } from './KeyDialog.tsx'

interface Chosen {
  readonly exchangeId: TestedExchangeId
  readonly network: Network
}

const placeOf = ({ exchangeId, network }: VenueView): readonly Chosen[] =>
  exchangeId !== null && isTested(exchangeId) ? [{ exchangeId, network }] : []

const asTyped = (task: KeyTask): TypedAddresses => {
  const known = task.kind === 'rotate' ? task.account.addresses : undefined
  return { open: known !== undefined, rest: known?.restUrl ?? '', ws: known?.wsUrl ?? '' }
}

/** Where the account of a key is: an exchange, connected or not, one of its networks, and addresses of its own. */
export const useKeyPlace = (task: KeyTask) => {
  const venues = useEngine((state) => state.engine?.venues) ?? []
  const [chosen, setChosen] = useState<Chosen>(() => {
    const first = task.kind === 'rotate' ? venues.filter(({ id }) => id === task.account.venueId) : venues
    return first.flatMap(placeOf)[0] ?? { exchangeId: 'binance', network: 'live' }
  })
  const [typed, setTyped] = useState(() => asTyped(task))
  const { exchangeId, network } = chosen
  const { restUrl, wsUrl } = readAddresses(typed)
  const isValid = restUrl !== undefined && wsUrl !== undefined
  return {
    ...chosen,
    /** Of the exchange, with its network where that is not the market itself. */
    name: venueOf(exchangeId, network).name,
    /** Undefined while it is not connected. */
    venue: venues.find((venue) => venue.exchangeId === exchangeId && venue.network === network),
    typed,
    wrong: { rest: restUrl === undefined, ws: wsUrl === undefined },
    /** Null while what was typed is no address. */
    addresses: isValid ? { restUrl, wsUrl } : null,
    choose: (next: TestedExchangeId) =>
      setChosen({ exchangeId: next, network: networksOf(next).includes(network) ? network : 'live' }),
    chooseNetwork: (next: Network) => setChosen({ exchangeId, network: next }),
    write: (change: Partial<TypedAddresses>) => setTyped((before) => ({ ...before, ...change })),
  }
}

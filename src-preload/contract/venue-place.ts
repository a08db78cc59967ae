import { z } from 'zod'
import { exchangeIds, isSafeAddress, isTested, networks, networksOf, testedExchangeIds } from './exchanges.ts'

const unsafe = 'an address on another computer begins with https:// or wss://'

/** Other addresses than usual reach regional hosts, proxies and simulators; null for the usual ones. */
const addresses = {
  restUrl: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .refine(isSafeAddress, unsafe)
    .nullable(),
  wsUrl: z
    .url({ protocol: /^wss?$/ })
    .max(300)
    .refine(isSafeAddress, unsafe)
    .nullable(),
}
type Place = {
  readonly exchangeId: (typeof exchangeIds)[number]
  readonly network: (typeof networks)[number]
}
const hasNetwork = ({ exchangeId, network }: Place): boolean => networksOf(exchangeId).includes(network)
const noNetwork = { path: ['network'], message: 'the exchange has no such network' }

export const ownAddresses = z.strictObject(addresses)

/** One of an exchange's networks, and where it is reached. */
export const venuePlace = z
  .strictObject({ exchangeId: z.enum(exchangeIds), network: z.enum(networks), ...addresses })
  .refine(hasNetwork, noNetwork)
  .refine(({ exchangeId, restUrl, wsUrl }) => isTested(exchangeId) || (restUrl === null && wsUrl === null), {
    path: ['restUrl'],
    message: 'an exchange that is not tested is reached at its usual addresses only',
  })

/** Where an account can be: accounts are offered at tested exchanges only. */
export const accountPlace = z
  .strictObject({ exchangeId: z.enum(testedExchangeIds), network: z.enum(networks), ...addresses })
  .refine(hasNetwork, noNetwork)

export type VenuePlace = z.infer<typeof venuePlace>

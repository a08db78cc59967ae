import { expect, test } from 'vitest'
import { accountPlace, ownAddresses, venuePlace } from '../../../src-preload/contract/venue-place.ts'

const binance = { exchangeId: 'binance', network: 'live' }
/** Of a venue, of an account and of an account that exists. */
const taken = (restUrl: string | null, wsUrl: string | null) => {
  const place = { ...binance, restUrl, wsUrl }
  return [venuePlace, accountPlace]
    .map((schema) => schema.safeParse(place).success)
    .concat(ownAddresses.safeParse({ restUrl, wsUrl }).success)
}

test.each([
  [null, null],
  ['https://proxy.example', null],
  ['https://proxy.example:8443/api', 'wss://proxy.example/ws'],
  ['http://127.0.0.1:8090', 'ws://127.0.0.1:8091'],
  ['http://localhost:8090', 'ws://[::1]:8091'],
])('an exchange may be reached at %s and %s', (restUrl, wsUrl) => {
  expect(taken(restUrl, wsUrl)).toEqual([true, true, true])
})

test.each([
  ['http://proxy.example', null],
  [null, 'ws://proxy.example'],
  ['http://192.168.0.7:8090', null],
  ['http://127.0.0.1.example', null],
  ['http://localhost.example', null],
  ['http://example/127.0.0.1', null],
  ['http://127.0.0.1@proxy.example', null],
  ['ftp://127.0.0.1', null],
  ['wss://proxy.example', null],
  ['https://', null],
])('others could read along, or nothing is there: %s and %s', (restUrl, wsUrl) => {
  expect(taken(restUrl, wsUrl)).toEqual([false, false, false])
})

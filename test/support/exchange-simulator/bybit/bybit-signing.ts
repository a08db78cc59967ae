import { createHmac } from 'node:crypto'
import type { RestRequest, ServerClock } from '../server/dialect.ts'
import type { Account } from '../trading/account.ts'
import { BybitError } from './bybit-error.ts'

const signatureOf = (account: Account, text: string): string =>
  createHmac('sha256', account.secret).update(text).digest('hex')

/** The account that signed a REST request: time, key, window and then the query or the body, as they came. */
export const signedRest = (
  request: RestRequest,
  accounts: readonly Account[],
  clock: ServerClock,
): Account => {
  const [key, time, window] = ['x-bapi-api-key', 'x-bapi-timestamp', 'x-bapi-recv-window'].map(request.header)
  const account = accounts.find(({ apiKey }) => apiKey === key)
  if (account === undefined) throw new BybitError(10003, 'API key is invalid.')
  const payload = request.method === 'POST' ? request.body : request.query
  if (signatureOf(account, `${time}${key}${window}${payload}`) !== request.header('x-bapi-sign')) {
    throw new BybitError(10004, 'error sign! please check your signature generation algorithm.')
  }
  const age = clock.now() - Number(time)
  if (age > Number(window) || age <= -1000) {
    throw new BybitError(
      10002,
      `invalid request, please check your server timestamp or recv_window param. req_timestamp[${time}],server_timestamp[${clock.now()}],recv_window[${window}]`,
    )
  }
  return account
}

/** The account that signs in on a private stream, or why it may not. */
export const signedStream = (
  args: readonly string[],
  accounts: readonly Account[],
  clock: ServerClock,
): Account | string => {
  const [key, expires, signature] = args
  const account = accounts.find(({ apiKey }) => apiKey === key)
  if (account === undefined) return '10003 API key is invalid.'
  if (Number(expires) <= clock.now()) return '10002 Request expired'
  return signatureOf(account, `GET/realtime${expires}`) === signature ? account : '10004 error sign!'
}

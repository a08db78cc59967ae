import { createHmac } from 'node:crypto'
import type { RestRequest, ServerClock } from '../server/dialect.ts'
import type { Account } from '../trading/account.ts'
import { OkxError } from './okx-error.ts'

const windowMs = 30_000
/** Requests that may say until when they are to be acted upon; those about stops may not. */
const expiring = ['/api/v5/trade/order', '/api/v5/trade/batch-orders', '/api/v5/trade/amend-order']

const signatureOf = (account: Account, text: string): string =>
  createHmac('sha256', account.secret).update(text).digest('base64')

/** The account that signed a REST request: time, method, path with query, body. */
export const signedRest = (
  request: RestRequest,
  accounts: readonly Account[],
  clock: ServerClock,
): Account => {
  const time = request.header('ok-access-timestamp')
  const account = accounts.find(({ apiKey }) => apiKey === request.header('ok-access-key'))
  if (account === undefined) throw new OkxError(401, '50111', 'Invalid OK-ACCESS-KEY')
  if (!(Math.abs(clock.now() - Date.parse(time)) <= windowMs)) {
    throw new OkxError(401, '50102', 'Timestamp request expired')
  }
  if (account.passphrase !== request.header('ok-access-passphrase')) {
    throw new OkxError(401, '50105', 'Request header OK-ACCESS-PASSPHRASE incorrect')
  }
  const until = request.header('exptime')
  if (expiring.includes(request.path) && until !== '' && clock.now() > Number(until)) {
    const words =
      "The expTime can't be earlier than the current system time. Please adjust the expTime and try again."
    throw new OkxError(400, '50036', words)
  }
  const query = request.query === '' ? '' : `?${request.query}`
  const text = `${time}${request.method}${request.path}${query}${request.body}`
  if (signatureOf(account, text) !== request.header('ok-access-sign')) {
    throw new OkxError(401, '50113', 'Invalid Sign')
  }
  return account
}

export interface Login {
  readonly apiKey?: string
  readonly passphrase?: string
  readonly timestamp?: string
  readonly sign?: string
}

/** The account that signs in on a stream. */
export const signedStream = (login: Login, accounts: readonly Account[], clock: ServerClock): Account => {
  const account = accounts.find(({ apiKey }) => apiKey === login.apiKey)
  if (account === undefined) throw new OkxError(400, '60005', 'Invalid OK-ACCESS-KEY')
  if (Math.abs(clock.now() - Number(login.timestamp) * 1000) > windowMs) {
    throw new OkxError(400, '60006', 'Timestamp request expired')
  }
  const right = signatureOf(account, `${login.timestamp}GET/users/self/verify`) === login.sign
  if (right && account.passphrase === login.passphrase) return account
  throw new OkxError(400, '60009', 'Login failed.')
}

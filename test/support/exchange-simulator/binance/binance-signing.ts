import { createHmac } from 'node:crypto'
import type { RestRequest, ServerClock } from '../server/dialect.ts'
import type { Account } from '../trading/account.ts'
import { BinanceError } from './binance-error.ts'

const checkTime = (timestamp: string | null, recvWindow: string | null, clock: ServerClock): void => {
  if (timestamp === null) {
    throw new BinanceError(
      400,
      -1102,
      "Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed.",
    )
  }
  const window = Number(recvWindow ?? 5000)
  if (window > 60_000) throw new BinanceError(400, -1131, "Parameter 'recvWindow' must be less than 60000.")
  const age = clock.now() - Number(timestamp)
  if (age < -1000) {
    throw new BinanceError(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.")
  }
  if (age > window) {
    throw new BinanceError(400, -1021, 'Timestamp for this request is outside of the recvWindow.')
  }
}

const checkSignature = (account: Account, text: string, signature: string): void => {
  if (createHmac('sha256', account.secret).update(text).digest('hex') !== signature) {
    throw new BinanceError(400, -1022, 'Signature for this request is not valid.')
  }
}

export const accountOf = (accounts: readonly Account[], apiKey: string): Account => {
  if (apiKey === '') throw new BinanceError(401, -2014, 'API-key format invalid.')
  const account = accounts.find((known) => known.apiKey === apiKey)
  if (account === undefined) {
    throw new BinanceError(401, -2015, 'Invalid API-key, IP, or permissions for action.')
  }
  return account
}

/** The account that signed a REST request: the signature covers the exact text before it. */
export const signedRest = (
  request: RestRequest,
  params: URLSearchParams,
  accounts: readonly Account[],
  clock: ServerClock,
): Account => {
  const account = accountOf(accounts, request.header('x-mbx-apikey'))
  const text = `${request.query}${request.body}`
  const at = text.lastIndexOf('signature=')
  checkSignature(account, text.slice(0, Math.max(0, at)).replace(/&$/, ''), params.get('signature') ?? '')
  checkTime(params.get('timestamp'), params.get('recvWindow'), clock)
  return account
}

/** The account that signed a WebSocket request: its parameters in alphabetical order. */
export const signedSocket = (
  params: URLSearchParams,
  accounts: readonly Account[],
  clock: ServerClock,
): Account => {
  const account = accountOf(accounts, params.get('apiKey') ?? '')
  const text = [...params]
    .filter(([name]) => name !== 'signature')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  checkSignature(account, text, params.get('signature') ?? '')
  checkTime(params.get('timestamp'), params.get('recvWindow'), clock)
  return account
}

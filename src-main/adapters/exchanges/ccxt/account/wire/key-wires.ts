import { z } from 'zod'
import type { KeyReport } from '../../../../../engine/ports/live-accounts.ts'
import type { DialectId } from '../../dialects.ts'
import type { SigningExchange } from '../signing-exchange.ts'
import type { Ask } from './account-wire.ts'

type KeyFacts = Pick<KeyReport, 'owner' | 'permissions'>

const idText = z.union([z.string().min(1), z.number()]).transform(String)

const binanceOwner = z.object({ uid: idText }).transform(({ uid }) => uid)
const binanceRights = z
  .object({
    ipRestrict: z.boolean(),
    enableReading: z.boolean(),
    enableWithdrawals: z.boolean(),
    enableInternalTransfer: z.boolean(),
    permitsUniversalTransfer: z.boolean(),
    enableSpotAndMarginTrading: z.boolean(),
  })
  .transform((key) => ({
    read: key.enableReading,
    trade: key.enableSpotAndMarginTrading,
    withdraw: key.enableWithdrawals,
    transfer: key.enableInternalTransfer || key.permitsUniversalTransfer,
    addressLimited: key.ipRestrict,
  }))

/** Its networks for practice have an account, and no word on keys. */
const binance = async (ask: Ask, exchange: SigningExchange): Promise<KeyFacts> => {
  const owner = await ask({ method: 'GET', path: 'account', weight: 20, answer: binanceOwner })
  const hosts: { readonly sapi?: unknown } = Object(exchange.urls.api)
  if (hosts.sapi === undefined) return { owner, permissions: null }
  const path = 'account/apiRestrictions'
  const permissions = await ask({ method: 'GET', api: 'sapi', path, weight: 1, answer: binanceRights })
  return { owner, permissions }
}

const bybitKey = z
  .object({
    result: z.object({
      userID: idText,
      readOnly: z.number(),
      permissions: z.record(z.string(), z.array(z.string())),
      ips: z.array(z.string()).default([]),
    }),
  })
  .transform(({ result: { userID, readOnly, permissions, ips } }): KeyFacts => {
    const wallet = permissions.Wallet ?? []
    return {
      owner: userID,
      permissions: {
        read: true,
        trade: readOnly === 0 && (permissions.Spot ?? []).includes('SpotTrade'),
        withdraw: wallet.includes('Withdraw'),
        transfer: wallet.some((each) => each !== 'Withdraw'),
        addressLimited: ips.length > 0 && !ips.includes('*'),
      },
    }
  })

const bybit = (ask: Ask): Promise<KeyFacts> =>
  ask({ method: 'GET', path: 'v5/user/query-api', weight: 1, answer: bybitKey })

/** Transfers between an owner's own accounts belong to "trade" here, those to others to "withdraw". */
const okxKey = z
  .object({
    data: z.array(z.object({ uid: idText, perm: z.string(), ip: z.string().default('') })).length(1),
  })
  .transform(({ data }): KeyFacts => {
    const [{ uid, perm, ip } = { uid: '', perm: '', ip: '' }] = data
    const granted = perm.split(',').map((each) => each.trim())
    return {
      owner: uid,
      permissions: {
        read: granted.includes('read_only'),
        trade: granted.includes('trade'),
        withdraw: granted.includes('withdraw'),
        transfer: false,
        addressLimited: ip !== '',
      },
    }
  })

const okx = (ask: Ask): Promise<KeyFacts> =>
  ask({ method: 'GET', path: 'account/config', weight: 1, answer: okxKey })

/** What each exchange says about the key that asks. */
export const keyWires: Readonly<
  Record<DialectId, (ask: Ask, exchange: SigningExchange) => Promise<KeyFacts>>
> = { binance, bybit, okx }

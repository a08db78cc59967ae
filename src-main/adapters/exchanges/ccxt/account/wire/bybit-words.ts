import { z } from 'zod'
import type { Meaning, RefusalWire } from '../refusal.ts'

const refusal = z
  .object({ retCode: z.number(), retMsg: z.string() })
  .refine(({ retCode }) => retCode !== 0)
  .transform(({ retCode, retMsg }) => ({ code: String(retCode), text: retMsg }))

const meanings: Readonly<Record<string, Meaning>> = {
  '10000': 'UNSURE',
  '10002': 'CLOCK',
  '10003': 'CREDENTIALS',
  '10004': 'CREDENTIALS',
  '10005': 'CREDENTIALS',
  '10006': 'RATE_LIMITED',
  '10010': 'CREDENTIALS',
  '10016': 'UNSURE',
  '10018': 'RATE_LIMITED',
  // Restarting: it takes no new requests.
  '10019': 'MAINTENANCE',
  '10429': 'RATE_LIMITED',
  '33004': 'CREDENTIALS',
  '110001': 'NOT_OPEN',
  '110004': 'INSUFFICIENT_FUNDS',
  '110007': 'INSUFFICIENT_FUNDS',
  '110008': 'NOT_OPEN',
  '110010': 'NOT_OPEN',
  '110012': 'INSUFFICIENT_FUNDS',
  '110072': 'DUPLICATE_CLIENT_ID',
  '110094': 'BELOW_MINIMUM',
  '170001': 'UNSURE',
  '170005': 'RATE_LIMITED',
  '170007': 'UNSURE',
  '170031': 'MARKET_CLOSED',
  '170032': 'UNSURE',
  '170033': 'INSUFFICIENT_FUNDS',
  '170121': 'UNKNOWN_MARKET',
  '170131': 'INSUFFICIENT_FUNDS',
  '170134': 'BAD_STEP',
  '170136': 'BELOW_MINIMUM',
  '170137': 'BAD_STEP',
  '170139': 'NOT_OPEN',
  '170140': 'BELOW_MINIMUM',
  '170141': 'DUPLICATE_CLIENT_ID',
  '170142': 'NOT_OPEN',
  '170143': 'NOT_OPEN',
  '170146': 'UNSURE',
  '170147': 'UNSURE',
  '170148': 'BAD_STEP',
  '170149': 'UNSURE',
  '170150': 'UNSURE',
  '170151': 'MARKET_CLOSED',
  '170190': 'NOT_OPEN',
  '170213': 'NOT_OPEN',
  '170218': 'WOULD_TAKE',
}

export const bybitWords: RefusalWire = {
  refusal: (reply) => refusal.safeParse(reply).data ?? null,
  meaning: ({ status, code }) => (status >= 500 ? 'UNSURE' : (meanings[code] ?? 'OTHER')),
  waitMs: (headers, now) => {
    const until = Number(headers['X-Bapi-Limit-Reset-Timestamp'] ?? Number.NaN)
    return until > now ? until - now : null
  },
}

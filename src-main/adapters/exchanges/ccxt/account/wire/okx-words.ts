import { z } from 'zod'
import type { Meaning, RefusalWire } from '../refusal.ts'

/** The reply as a whole says only that it failed; what was wrong with the one order is in its row. */
const refusal = z
  .object({
    code: z.string(),
    msg: z.string(),
    data: z.array(z.object({ sCode: z.string().optional(), sMsg: z.string().optional() })).default([]),
  })
  .refine(({ code }) => code !== '0')
  .transform(({ code, msg, data }) => {
    const row = data.find(({ sCode = '0' }) => sCode !== '0')
    return { code: row?.sCode ?? code, text: row?.sMsg ?? msg }
  })

const meanings: Readonly<Record<string, Meaning>> = {
  '50001': 'UNSURE',
  '50004': 'UNSURE',
  '50005': 'UNSURE',
  '50011': 'RATE_LIMITED',
  '50013': 'UNSURE',
  '50026': 'UNSURE',
  // The time that the order may be acted upon has passed: it was late, or our clock is.
  '50036': 'CLOCK',
  '50061': 'RATE_LIMITED',
  '50100': 'CREDENTIALS',
  '50101': 'CREDENTIALS',
  '50102': 'CLOCK',
  '50103': 'CREDENTIALS',
  '50104': 'CREDENTIALS',
  '50105': 'CREDENTIALS',
  '50110': 'CREDENTIALS',
  '50111': 'CREDENTIALS',
  '50112': 'CLOCK',
  '50113': 'CREDENTIALS',
  '50119': 'CREDENTIALS',
  '50120': 'CREDENTIALS',
  '51001': 'UNKNOWN_MARKET',
  '51008': 'INSUFFICIENT_FUNDS',
  '51011': 'DUPLICATE_CLIENT_ID',
  '51016': 'DUPLICATE_CLIENT_ID',
  '51020': 'BELOW_MINIMUM',
  '51021': 'MARKET_CLOSED',
  '51022': 'MARKET_CLOSED',
  '51054': 'UNSURE',
  '51065': 'DUPLICATE_CLIENT_ID',
  '51068': 'DUPLICATE_CLIENT_ID',
  '51100': 'BELOW_MINIMUM',
  '51118': 'BELOW_MINIMUM',
  '51119': 'INSUFFICIENT_FUNDS',
  '51120': 'BELOW_MINIMUM',
  '51121': 'BAD_STEP',
  '51127': 'INSUFFICIENT_FUNDS',
  '51131': 'INSUFFICIENT_FUNDS',
  '51149': 'UNSURE',
  '51277': 'WOULD_TRIGGER',
  '51278': 'WOULD_TRIGGER',
  '51279': 'WOULD_TRIGGER',
  '51280': 'WOULD_TRIGGER',
  '51400': 'NOT_OPEN',
  '51401': 'NOT_OPEN',
  '51402': 'NOT_OPEN',
  '51410': 'BEING_CANCELLED',
  '51502': 'INSUFFICIENT_FUNDS',
  '51503': 'NOT_OPEN',
  '51509': 'NOT_OPEN',
  '51510': 'NOT_OPEN',
  '51603': 'NO_SUCH_ORDER',
}

export const okxWords: RefusalWire = {
  refusal: (reply) => refusal.safeParse(reply).data ?? null,
  meaning: ({ status, code }) => (status >= 500 ? 'UNSURE' : (meanings[code] ?? 'OTHER')),
  waitMs: () => null,
}

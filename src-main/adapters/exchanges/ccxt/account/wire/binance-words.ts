import { z } from 'zod'
import type { Meaning, RefusalWire } from '../refusal.ts'

/** Of one half of a replacement; an order where that was done. */
const half = z.object({ code: z.number().optional(), msg: z.string().optional() }).nullish().catch(null)
const halves = z.object({ cancelResponse: half, newOrderResponse: half }).optional().catch(undefined)

/** A replacement of which the second half, or already the first, was refused: why is said of that half. */
const refusedHalf: Readonly<Record<string, 'newOrderResponse' | 'cancelResponse'>> = {
  '-2021': 'newOrderResponse',
  '-2022': 'cancelResponse',
}

const refusal = z
  .object({ code: z.number().negative(), msg: z.string(), data: halves })
  .transform(({ code, msg, data }) => {
    const of = refusedHalf[code]
    const said = of === undefined ? null : data?.[of]
    return { code: String(said?.code ?? code), text: said?.msg ?? msg }
  })

const meanings: Readonly<Record<string, Meaning>> = {
  '-1000': 'UNSURE',
  '-1001': 'UNSURE',
  '-1003': 'RATE_LIMITED',
  '-1006': 'UNSURE',
  '-1007': 'UNSURE',
  '-1008': 'UNSURE',
  '-1015': 'RATE_LIMITED',
  '-1016': 'UNSURE',
  '-1021': 'CLOCK',
  '-1111': 'BAD_STEP',
  '-1022': 'CREDENTIALS',
  '-1121': 'UNKNOWN_MARKET',
  '-2013': 'NO_SUCH_ORDER',
  '-2014': 'CREDENTIALS',
  '-2015': 'CREDENTIALS',
}

/** Codes that say many things: their words decide. */
const worded: readonly (readonly [code: string, words: RegExp, meaning: Meaning])[] = [
  ['-1013', /NOTIONAL/, 'BELOW_MINIMUM'],
  ['-1013', /LOT_SIZE|PRICE_FILTER|Invalid quantity|Invalid price/, 'BAD_STEP'],
  ['-1013', /Market is closed/, 'MARKET_CLOSED'],
  ['-2010', /insufficient balance/, 'INSUFFICIENT_FUNDS'],
  ['-2010', /Duplicate order/, 'DUPLICATE_CLIENT_ID'],
  ['-2010', /immediately match/, 'WOULD_TAKE'],
  ['-2010', /trigger immediately/, 'WOULD_TRIGGER'],
  ['-2010', /Market is closed/, 'MARKET_CLOSED'],
  ['-2011', /Unknown order/, 'NOT_OPEN'],
]

export const binanceWords: RefusalWire = {
  refusal: (reply) => refusal.safeParse(reply).data ?? null,
  // From 500 on the exchange's own documents say that the outcome is not known, whatever the code.
  meaning: ({ status, code, text }) =>
    status >= 500
      ? 'UNSURE'
      : (worded.find(([of, words]) => of === code && words.test(text))?.[2] ?? meanings[code] ?? 'OTHER'),
  // Its waits are in the header that every reply's guard reads.
  waitMs: () => null,
}

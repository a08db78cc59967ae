import { z } from 'zod'
import { decimalText, epochMs, identifier, mode, side, symbol } from './values.ts'

export const breachCodes = [
  'position-quantity',
  'position-cost',
  'position-openFees',
  'position-realized',
  'position-fees',
  'position-oversold',
  'order-filled',
  'order-overfilled',
  'duplicate-trade',
] as const

/** One thing on which our books differ from the exchange's word, or from themselves. */
const differenceView = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('balance'),
    asset: z.string(),
    ours: decimalText,
    theirs: decimalText,
    /** Theirs less ours. */
    missing: decimalText,
  }),
  /** More was sold than positions held; accepted like a balance, of which nothing is missing. */
  z.object({ kind: z.literal('oversold'), asset: z.string(), quantity: decimalText }),
  z.object({
    kind: z.literal('breach'),
    code: z.enum(breachCodes),
    symbol: z.string(),
    /** The position's or the order's id. */
    subject: z.string(),
    /** What the subject says, and what its booked fills add up to. */
    booked: decimalText,
    counted: decimalText,
  }),
])

/** A trade on the account that none of our orders made. */
const foreignFillView = z.object({
  tradeId: z.string(),
  symbol: z.string(),
  side,
  quantity: decimalText,
  price: decimalText,
  marketTime: epochMs,
})

const foreignOrderView = z.object({
  exchangeOrderId: z.string(),
  symbol: z.string(),
  side,
  quantity: decimalText,
  filled: decimalText,
  limitPrice: decimalText.nullable(),
  ignored: z.boolean(),
})

const foreignHoldingView = z.object({ asset: z.string(), quantity: decimalText, ignored: z.boolean() })

/** What comparing our books with an exchange has found of one account. */
export const reconciliationView = z.object({
  accountId: identifier,
  venueId: identifier,
  mode,
  /** Since when entries wait; null while the books agree. By this computer's clock. */
  since: epochMs.nullable(),
  differences: z.array(differenceView),
  foreignFills: z.array(foreignFillView),
  foreignOrders: z.array(foreignOrderView),
  foreignHoldings: z.array(foreignHoldingView),
  dust: z.array(z.object({ symbol, asset: z.string(), quantity: decimalText, since: epochMs })),
})

const ofAccount = { accountId: identifier }
const done = z.object({})
const foreign = { ...ofAccount, kind: z.enum(['order', 'holding']), name: z.string().min(1).max(100) }

export const reconciliationRequests = {
  /** Asks the exchange about everything once more; what it finds comes on the topic "reconciliation". */
  'reconciliation.ask': { input: z.strictObject(ofAccount), output: done },
  /** Takes the exchange's word on one asset. `missing` is what the user was shown. */
  'reconciliation.accept': {
    input: z.strictObject({
      ...ofAccount,
      asset: z.string().min(1).max(50),
      missing: decimalText,
      reason: z.string().max(500),
    }),
    output: done,
  },
  /** Takes the fills' word where our own books contradict themselves. `counted` is what the user was shown. */
  'reconciliation.acceptBreach': {
    input: z.strictObject({
      ...ofAccount,
      code: z.enum(breachCodes),
      subject: z.string().min(1).max(100),
      counted: decimalText,
      reason: z.string().max(500),
    }),
    output: done,
  },
  /** By the exchange's order id, or by the asset. */
  'foreign.ignore': { input: z.strictObject({ ...foreign, ignored: z.boolean() }), output: done },
  'foreign.adopt': { input: z.strictObject({ ...foreign, botId: identifier }), output: done },
} as const

export type ReconciliationView = z.infer<typeof reconciliationView>
export type DifferenceView = z.infer<typeof differenceView>

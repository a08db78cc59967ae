import { ratio } from '../../src-main/domain/money/decimal.ts'
import type { Random } from '../../src-main/domain/random.ts'
import type { EntryLimits } from '../../src-main/domain/risk/entry-limits.ts'
import { limits as usual } from './entry-request.ts'

export const pick = (random: Random, from: number, to: number): number => from + random() * (to - from)
const share = (random: Random, from: number, to: number) => ratio(pick(random, from, to).toFixed(3))

/** Limits as a user may set them, each bot's alike. */
export const someLimits = (random: Random): EntryLimits => ({
  bot: {
    ...usual.bot,
    allocation: ratio(pick(random, 500, 6_000).toFixed(2)),
    maxPositions: 1 + Math.floor(random() * 3),
    maxExposure: share(random, 0.1, 1),
    dailyLoss: share(random, 0.01, 0.2),
    lossStreak: 1 + Math.floor(random() * 4),
    coolDownMs: 0,
    sizing: {
      ...usual.bot.sizing,
      tradeRatio: share(random, 0.1, 1),
      lossPerTrade: pick(random, 0.005, 0.1),
      maxPositionRatio: share(random, 0.1, 1),
    },
  },
  account: {
    ...usual.account,
    exposure: share(random, 0.2, 1),
    pairExposure: share(random, 0.1, 1),
    largestOrder: share(random, 0.1, 1),
    reserve: share(random, 0, 0.3),
    positions: 1 + Math.floor(random() * 4),
    dailyLoss: share(random, 0.01, 0.1),
  },
  mode: { ...usual.mode, currencyExposure: share(random, 0.2, 1), assetExposure: share(random, 0.1, 1) },
})

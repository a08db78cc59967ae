import type { RequestInput } from '../../../src-preload/contract/requests.ts'
import type { PlannedRisk } from '../../../src-preload/contract/risk-views.ts'
import { addCash, cashText } from '../../domain/money/decimal.ts'
import { checkParameters } from '../../domain/parameters.ts'
import { riskLimits } from '../../domain/risk/limits.ts'
import { plannedLosses } from '../../domain/risk/planned-losses.ts'
import type { Engine } from '../../engine/engine.ts'

type Asked = RequestInput<'risk.planned'>

/** The account of the bot, or the practice account on which a new one would trade. */
const accountIdOf = ({ books, roster }: Engine, { botId, venueId }: Asked): string | undefined => {
  const known = botId === null ? undefined : roster.get(botId)?.bot.accountId
  if (known !== undefined) return books.accounts.has(known) ? known : undefined
  const accounts = [...books.accounts.values()].map(({ book }) => book.account)
  return accounts.find((account) => account.mode === 'paper' && account.venueId === venueId)?.id
}

export const plannedRiskView = (engine: Engine, asked: Asked): PlannedRisk | null => {
  const { books, risk } = engine
  const market = books.market(asked.venueId, asked.symbol)
  const accountId = accountIdOf(engine, asked)
  if (market === undefined || accountId === undefined) return null
  if (checkParameters('limits', riskLimits, asked.limits).length > 0) return null
  const { money, result } = risk.losses.ofAccount(accountId, market.quote)
  const { entry, trade, stopsHit, day, hasStop } = plannedLosses(asked.limits, {
    equity: addCash(money, result),
    dailyLoss: risk.limits.account(accountId).dailyLoss,
    feeRate: market.takerFee,
  })
  return {
    ...{ currency: market.quote, hasStop, entry: cashText(entry), trade: cashText(trade) },
    ...{ stopsHit: cashText(stopsHit), day: cashText(day) },
  }
}

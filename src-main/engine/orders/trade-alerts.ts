import { type Cash, cashText } from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import { exitKindOf } from '../../domain/positions/exit-kind.ts'
import type { PositionChange } from '../../domain/positions/position.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Roster } from '../state/roster.ts'

interface TradeAlertsParts {
  readonly alerts: AlertDesk
  readonly roster: Roster
}

/** A fill with what it made of its position. */
interface BookedTrade {
  /** As it is with the fill. */
  readonly order: Order
  readonly change: PositionChange
  /** The first fill of all. */
  readonly isFirst: boolean
  /** The first fill of its position. */
  readonly isNew: boolean
}

/** What ended it: a stop wherever it waited, a profit that was aimed at, or anything else. */
const closedCode = (order: Order): string => {
  const kind = exitKindOf(order.reason.code)
  if (kind === 'take-profit') return 'alert.take-profit-hit'
  const isStop =
    kind === 'stop-loss' || kind === 'trailing' || kind === 'break-even' || kind === 'exchange-stop'
  return isStop ? 'alert.stop-hit' : 'alert.trade-closed'
}

/** Tells of trades that were opened and closed, and of profits taken in part. */
export class TradeAlerts {
  readonly #parts: TradeAlertsParts

  constructor(parts: TradeAlertsParts) {
    this.#parts = parts
  }

  /** Call inside the transaction of the fill. @returns what announces them once they have committed */
  write(fill: BookedTrade): readonly (() => void)[] {
    const { roster, alerts } = this.#parts
    const { botId } = fill.order
    const bot = roster.get(botId)?.bot.settings.name ?? botId
    return textsOf(fill, bot).map((text) => alerts.write('info', text, `/bots/${botId}/trades`))
  }
}

const textsOf = ({ order, change, isFirst, isNew }: BookedTrade, bot: string): readonly Sentence[] => {
  const { position, realized } = change
  const { symbol, quote: currency } = position
  const told = (code: string, pnl: Cash) => sentence(code, { bot, symbol, pnl: cashText(pnl), currency })
  if (isFirst) return [sentence('alert.first-trade', { bot, symbol })]
  if (isNew) return [sentence('alert.trade-opened', { bot, symbol })]
  if (position.closedAt !== null) return [told(closedCode(order), position.realized)]
  // One order may be filled in many parts.
  const isPart = order.reason.code === 'order.target-hit' && order.tradeIds.length === 1
  return isPart && realized !== null ? [told('alert.take-profit-hit', realized)] : []
}

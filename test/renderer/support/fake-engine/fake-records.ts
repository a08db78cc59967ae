import type { AlertView } from '../../../../src-preload/contract/alert-view.ts'
import type { PositionView } from '../../../../src-preload/contract/position-view.ts'
import type { Sentence } from '../../../../src-preload/contract/values.ts'
import type { DecisionView, FillView, TradeView } from '../../../../src-preload/contract/views.ts'

export const text = (value: number, digits = 2): string => {
  const fixed = value.toFixed(digits)
  return /[1-9]/.test(fixed) ? fixed : fixed.replace('-', '')
}

/** The stop and take profit of an entry at one price, seen from another. */
export const exitsOf = (
  limits: Readonly<Record<string, string>>,
  entry: number,
  price: number,
): Pick<PositionView, 'stop' | 'takeProfit' | 'expiresAt'> => {
  const level = (at: number) => ({ price: text(at), distanceRatio: text(at / price - 1, 6) })
  const [loss, trail, profit] = [limits.stopLoss, limits.trailingStop, limits.takeProfit].map(Number)
  const trailing = trail !== undefined && trail > 0
  const share = trailing ? trail : (loss ?? 0)
  return {
    stop:
      share > 0
        ? {
            ...level(entry * (1 - share)),
            kind: trailing ? 'trailing' : 'fixed',
            result: text(-entry * share * 0.1),
          }
        : null,
    takeProfit:
      profit !== undefined && profit > 0 ? { ...level(entry * (1 + profit)), shareRatio: null } : null,
    expiresAt: null,
  }
}

export const alertView = (
  id: string,
  severity: AlertView['severity'],
  sentence: Sentence,
  target: string | null,
): AlertView => {
  const bot = target?.startsWith('/bots/') ? target.slice('/bots/'.length) : null
  const name = String(sentence.facts?.bot ?? bot)
  return {
    ...{ id, severity, text: sentence, target, raisedAt: Date.now(), seen: false },
    source: bot === null ? { kind: 'app', id: null, name: null } : { kind: 'bot', id: bot, name },
    ...{ mode: 'paper', lasts: severity !== 'info', resolvedAt: null },
  }
}

/** Where a bot puts what it did. */
export interface Outbox {
  fill(fill: FillView): void
  decision(decision: DecisionView): void
  trade(trade: TradeView): void
  nextId(kind: string): string
  nextNumber(): number
}

export interface Holding {
  readonly id: string
  readonly quantity: number
  readonly price: number
  readonly fee: number
  readonly at: number
  readonly reason: Sentence
}

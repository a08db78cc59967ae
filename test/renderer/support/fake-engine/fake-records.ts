import type { Sentence } from '../../../../src-preload/contract/values.ts'
import type { DecisionView, FillView, TradeView } from '../../../../src-preload/contract/views.ts'

export const text = (value: number, digits = 2): string => {
  const fixed = value.toFixed(digits)
  return /[1-9]/.test(fixed) ? fixed : fixed.replace('-', '')
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

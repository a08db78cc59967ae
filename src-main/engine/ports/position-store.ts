import type { Cash, Ratio } from '../../domain/money/decimal.ts'
import type { Position } from '../../domain/positions/position.ts'
import type { Page } from './store.ts'

/** Of closed trades: the parts of an entry that was spread over accounts are one, and closed once all of them are. */
export interface PositionTotals {
  /** As many or more: each is listed by itself. */
  readonly closedPositions: number
  readonly closedTrades: number
  readonly wonTrades: number
  /** Of every closed position, also where another part of its trade is still held. */
  readonly realized: Cash
  /** Sum of the results above zero. */
  readonly wins: Cash
  /** Sum of the results below zero: zero or negative. */
  readonly losses: Cash
  /** Sums of the returns of those above zero, and of the others: each result over what was paid. */
  readonly winReturns: Ratio
  readonly lossReturns: Ratio
}

/** Positions, and the trades that they are or are part of. */
export interface PositionStore {
  /** Inserts or replaces by id. */
  save(position: Position): void
  /**
   * What the position will be is bought together with others: all that join an entry are one trade, but for those of
   * which nothing was bought. Call before anything is.
   */
  join(positionId: string, entryId: string): void
  /** What all positions that are one trade have in common; nobody need have written the position yet. */
  tradeOf(positionId: string): string
  /** Whether nothing is held any more of what was entered with the position. */
  isTradeClosed(id: string): boolean
  open(): readonly Position[]
  /** Open or closed; null when there never was one. */
  byId(id: string): Position | null
  /** Newest closed first; `row` counts positions in the order in which they closed. */
  closed(page: Page, botId: string | null): readonly (Position & { readonly row: number })[]
  closedCount(botId: string | null): number
  /** How many closed positions each reason's code ended. */
  endsByCode(botId: string | null): ReadonlyMap<string, number>
  /** Totals of what a bot has closed; null when that is nothing. */
  totalsOf(botId: string): PositionTotals | null
  /** The same of every bot, by its id; in the newest one's quote currency if a bot had several. */
  totalsByBot(): ReadonlyMap<string, PositionTotals>
  /** Newest `limit` realised results of a bot's closed trades, oldest first. */
  results(botId: string, limit: number): readonly Cash[]
}

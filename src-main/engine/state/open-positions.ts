import type { Market } from '../../domain/market/market.ts'
import {
  addCash,
  addRatio,
  type Cash,
  compare,
  compareCash,
  floorQuantityToStep,
  isZero,
  minCash,
  negateRatio,
  noCash,
  notional,
  type Price,
  priceFromNumber,
  type Quantity,
  ratio,
  scaleCash,
  signOfCash,
  subtractCash,
} from '../../domain/money/decimal.ts'
import type { Position } from '../../domain/positions/position.ts'
import { ofAccount, ofAccountOnPair, ofAsset, ofBot, ofBotOnPair, ofMode, ofPair } from './scopes.ts'
import { CashSums, Counts, Index, QuantitySums } from './sums.ts'

/** What positions and orders are valued with. */
export interface Prices {
  venueOf(accountId: string): string
  market(venueId: string, symbol: string): Market | undefined
  mark(venueId: string, symbol: string): Price | undefined
}

interface Valued {
  readonly position: Position
  readonly market: Market | undefined
  readonly pair: string
  readonly venueId: string
  /** Its bot, account and mode. */
  readonly owners: readonly string[]
  /** The same, and the account on the pair. */
  readonly valuedIn: readonly string[]
  /** Whole steps of it: what the exchange would take. */
  readonly sellable: Quantity
  /** Cost and entry fees of what is held. */
  readonly spent: Cash
  /** Whole steps that are as much as the exchange takes, and leave nothing over: worth alone decides about dust. */
  readonly isWhole: boolean
  stop: Price | null
  value: Cash
  isDust: boolean
  /** What its stop would bring, its fee taken off; nothing without a stop. */
  stopValue: Cash
  /** The same, and no more than it is worth. */
  atStop: Cash
}

const one = ratio('1')

/** What a stop would bring for the quantity, its fee taken off. */
export const stopValue = (stop: Price, quantity: Quantity, { quote, takerFee }: Market): Cash =>
  scaleCash(notional(stop, quantity, quote), addRatio(one, negateRatio(takerFee)))

/** Whole steps of a quantity, and whether the exchange takes it as it is. */
const wholeSteps = (quantity: Quantity, market: Market | undefined) => {
  if (market === undefined) return { sellable: quantity, isWhole: false }
  const sellable = floorQuantityToStep(quantity, market.amountStep)
  const isWhole = compare(sellable, quantity) === 0 && compare(sellable, market.minAmount) >= 0
  return { sellable, isWhole: isWhole && !isZero(sellable) }
}

const owners = ({ botId, accountId, mode }: Position): readonly string[] => [
  ofBot(botId),
  ofAccount(accountId),
  ofMode(mode),
]

/** Open positions by id, with their sums: kept as positions, prices and stops change, in the time of what changed. */
export class OpenPositions extends Map<string, Position> {
  readonly #prices: Prices
  readonly #valued = new Map<string, Valued>()
  readonly #index = new Index<Valued>()
  readonly #values = new CashSums()
  readonly #spent = new CashSums()
  /** Realised, less what was spent on what is held. */
  readonly #balances = new CashSums()
  readonly #atStops = new CashSums()
  readonly #held = new QuantitySums()
  readonly #counts = new Counts()
  readonly #stops = new Map<string, number>()

  constructor(prices: Prices) {
    super()
    this.#prices = prices
  }

  override set(id: string, position: Position): this {
    this.#drop(id)
    this.#take(id, position)
    return super.set(id, position)
  }
  override delete(id: string): boolean {
    this.#drop(id)
    return super.delete(id)
  }
  override clear(): void {
    for (const id of [...this.keys()]) this.delete(id)
  }

  /** Where a position is given up; null: nowhere. May be told before it is open. */
  setStop(id: string, stop: number | null): void {
    if (stop === null) this.#stops.delete(id)
    else this.#stops.set(id, stop)
    const valued = this.#valued.get(id)
    if (valued === undefined) return
    this.#restop(valued)
    this.#revalue(valued, valued.value)
  }
  /** On the pair's step. */
  stopOf(id: string, market: Market | undefined): Price | null {
    const stop = this.#stops.get(id)
    return stop === undefined || market === undefined ? null : priceFromNumber(stop, market.priceStep)
  }

  /** A new last price of the pair. */
  onMark(venueId: string, symbol: string): void {
    for (const valued of this.#index.at(ofPair(venueId, symbol))) this.#revalue(valued, this.#valueOf(valued))
  }

  *at(venueId: string, symbol: string): Iterable<Position> {
    for (const { position } of this.#index.at(ofPair(venueId, symbol))) yield position
  }
  /** The bot's positions in the pair: one at most on each account. */
  of(botId: string, symbol: string): readonly Position[] {
    return [...this.#index.at(ofBotOnPair(botId, symbol))].map(({ position }) => position)
  }
  *ofBot(botId: string): Iterable<Position> {
    for (const { position } of this.#index.at(ofBot(botId))) yield position
  }
  /** False for one that is not open. */
  isDust(id: string): boolean {
    return this.#valued.get(id)?.isDust === true
  }
  worthOf(id: string): Cash | undefined {
    return this.#valued.get(id)?.value
  }

  /** Worth at the last prices, at cost where there is none yet. */
  value(scope: string, currency: string): Cash {
    return this.#values.of(scope, currency)
  }
  /** Cost and entry fees of what the bot holds. */
  spent(botId: string, currency: string): Cash {
    return this.#spent.of(ofBot(botId), currency)
  }
  /** What the scope's open positions have brought so far and would bring at the last prices, before exit fees. */
  result(scope: string, currency: string): Cash {
    return addCash(this.#values.of(scope, currency), this.#balances.of(scope, currency))
  }
  /** What would be left of the value were every stop hit. */
  valueAtStops(scope: string, currency: string): Cash {
    return this.#atStops.of(scope, currency)
  }
  /** Units of an asset that all positions of a mode hold. */
  held(scope: string): Quantity {
    return this.#held.of(scope)
  }
  /** Positions that are more than dust. */
  count(scope: string): number {
    return this.#counts.of(scope)
  }

  #take(id: string, position: Position): void {
    const venueId = this.#prices.venueOf(position.accountId)
    const market = this.#prices.market(venueId, position.symbol)
    const pair = ofPair(venueId, position.symbol)
    const { quantity, cost, openFees, quote, base, mode, botId, symbol } = position
    const valued: Valued = {
      ...{ position, market, pair, venueId, spent: addCash(cost, openFees), owners: owners(position) },
      valuedIn: [...owners(position), ofAccountOnPair(position.accountId, symbol)],
      ...wholeSteps(quantity, market),
      stop: null,
      value: noCash(quote),
      isDust: true,
      stopValue: noCash(quote),
      atStop: noCash(quote),
    }
    this.#restop(valued)
    this.#valued.set(id, valued)
    for (const key of [pair, ofBot(botId), ofBotOnPair(botId, symbol)]) this.#index.set(key, id, valued)
    this.#spent.add(ofBot(botId), valued.spent)
    const paid = subtractCash(position.realized, valued.spent)
    for (const scope of valued.owners) this.#balances.add(scope, paid)
    this.#held.add(ofAsset(mode, base), quantity)
    this.#revalue(valued, this.#valueOf(valued))
  }

  #drop(id: string): void {
    const valued = this.#valued.get(id)
    if (valued === undefined) return
    const { position, pair } = valued
    const { botId, symbol, mode, base } = position
    this.#revalue(valued, noCash(position.quote))
    this.#valued.delete(id)
    for (const key of [pair, ofBot(botId), ofBotOnPair(botId, symbol)]) this.#index.delete(key, id)
    this.#spent.subtract(ofBot(botId), valued.spent)
    const paid = subtractCash(position.realized, valued.spent)
    for (const scope of valued.owners) this.#balances.subtract(scope, paid)
    this.#held.subtract(ofAsset(mode, base), position.quantity)
  }

  #valueOf({ position, venueId }: Valued): Cash {
    const { symbol, quantity, quote, cost } = position
    const mark = this.#prices.mark(venueId, symbol)
    return mark === undefined ? cost : notional(mark, quantity, quote)
  }

  #restop(valued: Valued): void {
    const { position, market } = valued
    valued.stop = this.stopOf(position.id, market)
    valued.stopValue =
      valued.stop === null || market === undefined
        ? noCash(position.quote)
        : stopValue(valued.stop, position.quantity, market)
  }

  /** With every price of every position: nothing is worked out anew that a price does not change. */
  #revalue(valued: Valued, value: Cash): void {
    const change = subtractCash(value, valued.value)
    valued.value = value
    for (const scope of valued.valuedIn) this.#values.add(scope, change)
    const atStop = minCash(valued.stopValue, value)
    if (atStop !== valued.atStop) {
      const moved = subtractCash(atStop, valued.atStop)
      valued.atStop = atStop
      for (const scope of valued.owners) this.#atStops.add(scope, moved)
    }
    const isDust = this.#isDust(valued)
    if (isDust === valued.isDust) return
    valued.isDust = isDust
    for (const scope of valued.owners) this.#counts.add(scope, isDust ? -1 : 1)
  }

  /** Below the exchange's minimum at the last price, or worth nothing. */
  #isDust({ position, market, value, sellable, venueId, isWhole }: Valued): boolean {
    const { symbol, quantity, quote } = position
    if (isWhole && market !== undefined && compareCash(value, market.minNotional) >= 0)
      return signOfCash(value) <= 0
    if (isZero(sellable) || signOfCash(value) <= 0) return true
    if (market === undefined) return false
    if (compare(sellable, market.minAmount) < 0 || compareCash(value, market.minNotional) < 0) return true
    // What is less than a step cannot be sold along, and counts for nothing.
    const mark = compare(sellable, quantity) === 0 ? undefined : this.#prices.mark(venueId, symbol)
    return mark !== undefined && compareCash(notional(mark, sellable, quote), market.minNotional) < 0
  }
}

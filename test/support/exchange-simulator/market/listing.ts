import { type Units, units, unitsText } from '../units.ts'

/** What an exchange lists: a pair, its steps, its minimums and its fees. All figures are decimal texts. */
export interface ListingOptions {
  readonly symbol: string
  readonly priceStep: string
  readonly amountStep: string
  readonly minAmount: string
  readonly minNotional: string
  readonly makerFee: string
  readonly takerFee: string
}

/** A listing with its figures ready for sums, and the texts of whole steps. */
export class Listing {
  readonly symbol: string
  readonly base: string
  readonly quote: string
  readonly options: ListingOptions
  readonly priceStep: Units
  readonly amountStep: Units
  readonly minAmount: Units
  readonly minNotional: Units
  readonly makerFee: Units
  readonly takerFee: Units

  constructor(options: ListingOptions) {
    const [base, quote] = options.symbol.split('/')
    if (base === undefined || quote === undefined) throw new RangeError(`not a pair: "${options.symbol}"`)
    this.symbol = options.symbol
    this.base = base
    this.quote = quote
    this.options = options
    this.priceStep = units(options.priceStep)
    this.amountStep = units(options.amountStep)
    this.minAmount = units(options.minAmount)
    this.minNotional = units(options.minNotional)
    this.makerFee = units(options.makerFee)
    this.takerFee = units(options.takerFee)
  }

  price(steps: number): Units {
    return BigInt(steps) * this.priceStep
  }
  amount(steps: number): Units {
    return BigInt(steps) * this.amountStep
  }
  priceText(steps: number): string {
    return unitsText(this.price(steps))
  }
  amountText(steps: number): string {
    return unitsText(this.amount(steps))
  }
}

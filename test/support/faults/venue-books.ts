import {
  ceilTo8,
  dividedBy,
  floorTo,
  smaller,
  times,
  type Units,
  units,
} from '../exchange-simulator/units.ts'
import { pairs, startBalances } from './pairs.ts'
import { Choices } from './random-choices.ts'

/** What is done to the exchange: plain data, so that its books can be made again from a list of it. */
export type VenueDeed =
  | {
      readonly kind: 'place'
      readonly at: number
      readonly clientId: string
      readonly symbol: string
      readonly side: 'buy' | 'sell'
      readonly amount: string
      readonly limit: string | null
      readonly trigger: { readonly price: string; readonly when: 'falls' | 'rises' } | null
      /** Ends first, in the same request; while it does not nothing is placed. */
      readonly replaces: string | null
    }
  | { readonly kind: 'cancel'; readonly at: number; readonly clientId: string }
  /** What waits for a price waits for another, with another size. */
  | {
      readonly kind: 'amend'
      readonly at: number
      readonly clientId: string
      readonly price: string
      readonly amount: string
    }
  | { readonly kind: 'price'; readonly at: number; readonly symbol: string; readonly price: string }

type Place = Extract<VenueDeed, { kind: 'place' }>

export interface VenueFill {
  readonly id: string
  readonly price: Units
  readonly amount: Units
  readonly fee: Units
  readonly feeCurrency: string
  readonly time: number
}

export interface VenueOrder {
  readonly id: string
  readonly clientId: string
  readonly symbol: string
  readonly side: 'buy' | 'sell'
  amount: Units
  readonly limit: Units | null
  /** Waits for this price; null once it was reached. */
  trigger: { readonly price: Units; readonly when: 'falls' | 'rises' } | null
  readonly placedAt: number
  status: 'open' | 'filled' | 'cancelled' | 'expired'
  readonly fills: VenueFill[]
}

export type VenueNews =
  | { readonly kind: 'accepted'; readonly order: VenueOrder }
  | { readonly kind: 'filled'; readonly order: VenueOrder; readonly fill: VenueFill }
  | { readonly kind: 'cancelled' | 'expired'; readonly order: VenueOrder }

export type VenueRefusal =
  | 'DUPLICATE_CLIENT_ID'
  | 'INSUFFICIENT_FUNDS'
  | 'UNKNOWN_MARKET'
  | 'WOULD_TRIGGER'
  /** What it was to replace has not ended by it. */
  | 'NOT_REPLACED'
  /** It has triggered or ended, or never was. */
  | 'NOT_WAITING'
  /** It was too long on its way. */
  | 'TOO_OLD'

export interface VenueAnswer {
  readonly refusal: VenueRefusal | null
  readonly news: readonly VenueNews[]
}

/** Where exchanges differ. */
export interface VenueRules {
  readonly seed: number
  readonly fee: 'quote' | 'received' | 'coin'
  /** Whether an id is taken again once its order has ended, as some exchanges do. */
  readonly reusesIds: boolean
  /** Whether it has stop orders. */
  readonly hasStops: boolean
  /** Whether it changes them in place. */
  readonly amendsStops: boolean
  /** Whether one request ends a stop and places another, either half of which can fail by itself. */
  readonly replacesStops: boolean
  /** Whether orders are got ready for it while their intents are written. */
  readonly preparesOrders: boolean
  /** Whether there is enough for every order at once. */
  readonly isDeep: boolean
}

const feeRate = units('0.001')
const coinPrice = units('300')
const step = units('0.0001')

export const filledOf = (order: VenueOrder): Units => order.fills.reduce((sum, fill) => sum + fill.amount, 0n)

const reaches = ({ price, when }: NonNullable<VenueOrder['trigger']>, last: Units): boolean =>
  when === 'falls' ? last <= price : last >= price

/** Whether the order trades at this price: one at the market at any. */
const trades = ({ limit, side }: VenueOrder, last: Units): boolean =>
  limit === null || (side === 'buy' ? last <= limit : last >= limit)

/**
 * A matching exchange in memory, and the truth about the account: exact whole numbers, apart from the app's decimals.
 * What a thin book cannot fill of a market order at once works on at later prices, or expires.
 */
export class VenueBooks {
  readonly orders: VenueOrder[] = []
  readonly balances = new Map<string, Units>()
  readonly #rules: VenueRules
  readonly #prices = new Map<string, Units>()

  constructor(rules: VenueRules) {
    this.#rules = rules
    for (const [asset, amount] of Object.entries(startBalances)) this.balances.set(asset, units(amount))
  }

  do(deed: VenueDeed): VenueAnswer {
    switch (deed.kind) {
      case 'place':
        return deed.replaces === null ? this.#place(deed) : this.#replace(deed, deed.replaces)
      case 'cancel': {
        const order = this.newest(deed.clientId)
        const news = order?.status === 'open' ? [this.#end(order, 'cancelled')] : []
        return { refusal: null, news }
      }
      case 'amend':
        return { refusal: this.#amend(deed), news: [] }
      case 'price':
        return { refusal: null, news: this.#move(deed.symbol, units(deed.price), deed.at) }
    }
  }

  /** The newest order of a client id. */
  newest(clientId: string): VenueOrder | undefined {
    return this.orders.findLast((order) => order.clientId === clientId)
  }

  price(symbol: string): Units {
    return this.#prices.get(symbol) ?? 0n
  }

  balance(asset: string): Units {
    return this.balances.get(asset) ?? 0n
  }

  /** What open orders hold of an asset. */
  held(asset: string): Units {
    let held = 0n
    for (const order of this.orders) {
      if (order.status !== 'open') continue
      const [base, quote] = order.symbol.split('/')
      const left = order.amount - filledOf(order)
      if (order.side === 'sell' && asset === base) held += left
      if (order.side === 'buy' && asset === quote)
        held += times(order.limit ?? this.price(order.symbol), left)
    }
    return smaller(held, this.balance(asset))
  }

  /** As its rules have it, and now and then as no rule explains. */
  #replace(deed: Place, replaced: string): VenueAnswer {
    const old = this.newest(replaced)
    const chance = new Choices(this.#rules.seed, 'replace', deed.clientId)
    if (old?.status !== 'open' || chance.chance(0.05)) return { refusal: 'NOT_REPLACED', news: [] }
    const ended = this.#end(old, 'cancelled')
    const { refusal, news } = chance.chance(0.05)
      ? { refusal: 'INSUFFICIENT_FUNDS' as const, news: [] }
      : this.#place(deed)
    return { refusal, news: [ended, ...news] }
  }

  #place(deed: Place): VenueAnswer {
    const { at, clientId, symbol, side, amount } = deed
    const refused = (refusal: VenueRefusal): VenueAnswer => ({ refusal, news: [] })
    const market = pairs.find((each) => each.symbol === symbol)
    if (market === undefined) return refused('UNKNOWN_MARKET')
    const known = this.newest(clientId)
    if (known !== undefined && (known.status === 'open' || !this.#rules.reusesIds)) {
      return refused('DUPLICATE_CLIENT_ID')
    }
    const last = this.price(symbol)
    const limit = deed.limit === null ? null : units(deed.limit)
    const trigger = deed.trigger === null ? null : { ...deed.trigger, price: units(deed.trigger.price) }
    if (trigger !== null && reaches(trigger, last)) return refused('WOULD_TRIGGER')
    const [asset, needed] =
      side === 'buy' ? [market.quote, times(limit ?? last, units(amount))] : [market.base, units(amount)]
    if (this.balance(asset) - this.held(asset) < needed) return refused('INSUFFICIENT_FUNDS')
    const id = `X${this.orders.length + 1}`
    const order: VenueOrder = {
      ...{ id, clientId, symbol, side, amount: units(amount), limit, trigger, placedAt: at },
      ...{ status: 'open', fills: [] },
    }
    this.orders.push(order)
    const isWorking = trigger === null && trades(order, last)
    return { refusal: null, news: [{ kind: 'accepted', order }, ...(isWorking ? this.#take(order, at) : [])] }
  }

  #amend({ clientId, price, amount }: Extract<VenueDeed, { kind: 'amend' }>): VenueRefusal | null {
    const order = this.newest(clientId)
    if (order?.status !== 'open' || order.trigger === null) return 'NOT_WAITING'
    const trigger = { ...order.trigger, price: units(price) }
    if (reaches(trigger, this.price(order.symbol))) return 'WOULD_TRIGGER'
    const more = units(amount) - order.amount
    const [base = ''] = order.symbol.split('/')
    if (this.balance(base) - this.held(base) < more) return 'INSUFFICIENT_FUNDS'
    order.trigger = trigger
    order.amount = units(amount)
    return null
  }

  /** How much there is for an order the moment it arrives, by chance. */
  #take(order: VenueOrder, at: number): readonly VenueNews[] {
    const chance = new Choices(this.#rules.seed, 'take', order.id)
    const kind = chance.whole(1, 10)
    if (kind <= 5 || this.#rules.isDeep) return this.#fill(order, order.amount, at)
    if (kind <= 7) {
      const half = floorTo(order.amount / 2n, step)
      return [...this.#fill(order, half, at), ...this.#fill(order, order.amount - half, at)]
    }
    const part = floorTo((order.amount * BigInt(chance.whole(0, 8))) / 10n, step)
    const news = this.#fill(order, part, at)
    return kind <= 9 || order.limit !== null || order.status !== 'open'
      ? news
      : [...news, this.#end(order, 'expired')]
  }

  #move(symbol: string, to: Units, at: number): readonly VenueNews[] {
    this.#prices.set(symbol, to)
    const open = this.orders.filter((order) => order.symbol === symbol && order.status === 'open')
    for (const order of open) if (order.trigger !== null && reaches(order.trigger, to)) order.trigger = null
    const working = open.filter((order) => order.trigger === null && trades(order, to))
    return working.flatMap((order) => {
      const left = order.amount - filledOf(order)
      const chance = new Choices(this.#rules.seed, 'move', order.id, order.fills.length)
      const part = chance.chance(0.5) ? left : floorTo((left * BigInt(chance.whole(1, 9))) / 10n, step)
      return this.#fill(order, part === 0n ? left : part, at)
    })
  }

  #fill(order: VenueOrder, amount: Units, time: number): readonly VenueNews[] {
    if (amount === 0n) return []
    const [base = '', quote = ''] = order.symbol.split('/')
    const price = this.price(order.symbol)
    const value = times(price, amount)
    const buys = order.side === 'buy'
    const { fee, feeCurrency } = this.#fee(buys ? base : quote, buys ? amount : value, quote, value)
    const costs = buys ? value + (feeCurrency === quote ? fee : 0n) : amount
    if (this.balance(buys ? quote : base) < costs) return [this.#end(order, 'expired')]
    this.#add(base, buys ? amount : -amount)
    this.#add(quote, buys ? -value : value)
    this.#add(feeCurrency, -fee)
    const fill: VenueFill = {
      ...{ id: `${order.id}-${order.fills.length + 1}`, price, amount, fee, feeCurrency, time },
    }
    order.fills.push(fill)
    if (filledOf(order) === order.amount) order.status = 'filled'
    return [{ kind: 'filled', order, fill }]
  }

  #fee(got: string, amount: Units, quote: string, value: Units): { fee: Units; feeCurrency: string } {
    const inCoin = ceilTo8(dividedBy(times(value, feeRate), coinPrice))
    if (this.#rules.fee === 'coin' && this.balance('BNB') >= inCoin)
      return { fee: inCoin, feeCurrency: 'BNB' }
    if (this.#rules.fee === 'quote') return { fee: ceilTo8(times(value, feeRate)), feeCurrency: quote }
    return { fee: ceilTo8(times(amount, feeRate)), feeCurrency: got }
  }

  #add(asset: string, amount: Units): void {
    this.balances.set(asset, this.balance(asset) + amount)
  }

  #end(order: VenueOrder, status: 'cancelled' | 'expired'): VenueNews {
    order.status = status
    return { kind: status, order }
  }
}

import { type Units, units } from '../units.ts'
import type { SimulatedOrder } from './order.ts'

/** In which coin fees are taken: of what was received, always the quote, or a third coin at a fixed price. */
export type FeeRule =
  | { readonly kind: 'received' }
  | { readonly kind: 'quote' }
  | { readonly kind: 'coin'; readonly currency: string; readonly priceInQuote: string }

export interface AccountOptions {
  readonly id?: string
  readonly apiKey?: string
  readonly secret?: string
  readonly passphrase?: string
  /** Free amounts by coin, as texts. */
  readonly balances?: Readonly<Record<string, string>>
  readonly fee?: FeeRule
  readonly canTrade?: boolean
  readonly canWithdraw?: boolean
  /** Move money to another account of the same owner. */
  readonly canTransfer?: boolean
  readonly ipRestricted?: boolean
}

export interface Balance {
  free: Units
  locked: Units
}

/** A customer of the exchange: key, money, orders. */
export class Account {
  readonly id: string
  readonly apiKey: string
  readonly secret: string
  readonly passphrase: string
  fee: FeeRule
  canTrade: boolean
  canWithdraw: boolean
  canTransfer: boolean
  ipRestricted: boolean
  readonly balances = new Map<string, Balance>()
  readonly orders = new Map<string, SimulatedOrder>()
  /** The newest order of each client id. */
  readonly byClientId = new Map<string, SimulatedOrder>()
  readonly live = new Set<SimulatedOrder>()
  /** Coins whose balance has changed since the stream was told. */
  readonly touched = new Set<string>()
  updatedAt = 0

  constructor(options: AccountOptions, index: number) {
    this.id = options.id ?? `account-${index}`
    this.apiKey = options.apiKey ?? `demo-key-${index}`
    this.secret = options.secret ?? `demo-secret-${index}`
    this.passphrase = options.passphrase ?? `demo-passphrase-${index}`
    this.fee = options.fee ?? { kind: 'received' }
    this.canTrade = options.canTrade ?? true
    this.canWithdraw = options.canWithdraw ?? false
    this.canTransfer = options.canTransfer ?? false
    this.ipRestricted = options.ipRestricted ?? true
    const start = options.balances ?? { USDT: '100000', BTC: '2', ETH: '50', BNB: '20' }
    for (const [currency, amount] of Object.entries(start)) {
      this.balances.set(currency, { free: units(amount), locked: 0n })
    }
  }

  balance(currency: string): Balance {
    const known = this.balances.get(currency)
    if (known !== undefined) return known
    const fresh = { free: 0n, locked: 0n }
    this.balances.set(currency, fresh)
    return fresh
  }

  /** @throws RangeError when the account would own less than nothing: a fault of the simulator */
  add(currency: string, amount: Units): void {
    const balance = this.balance(currency)
    if (balance.free + amount < 0n) throw new RangeError(`${this.id} would owe ${currency}`)
    balance.free += amount
    this.touched.add(currency)
  }

  lock(order: SimulatedOrder, currency: string, amount: Units): boolean {
    const balance = this.balance(currency)
    if (amount > balance.free) return false
    balance.free -= amount
    balance.locked += amount
    order.locked = { currency, amount }
    this.touched.add(currency)
    return true
  }

  unlock(order: SimulatedOrder): void {
    if (order.locked === null) return
    const { currency, amount } = order.locked
    const balance = this.balance(currency)
    balance.locked -= amount
    balance.free += amount
    order.locked = null
    this.touched.add(currency)
  }
}

import type { Bot } from '../../domain/bots/bot.ts'
import type { Cash, Price, Quantity } from '../../domain/money/decimal.ts'
import type { Fill, Mode, Order, OrderState, OrderType } from '../../domain/orders/order.ts'
import type { Stop } from '../../domain/risk/stop.ts'
import type { Facts, Sentence } from '../../domain/sentence.ts'
import type { Condition } from '../../domain/strategies/strategy.ts'
import type { AccountStore } from './account-store.ts'
import type { AlertStore } from './alerts.ts'
import type { Balance, ExchangeFill, OpenOrder, StopChange } from './exchange.ts'
import type { KillStore } from './kill-store.ts'
import type { KeyPermissions } from './live-accounts.ts'
import type { PositionStore } from './position-store.ts'
import type { RiskStore } from './risk-store.ts'
import type { VenueConfig } from './venue.ts'

/** What is known of a live account's key, never the key itself. */
export interface KeyFacts {
  /** The last four characters of its public half. */
  readonly lastFour: string
  readonly addedAt: number
  /** When the account was last opened with it; null while it never was. */
  readonly usedAt: number | null
  /** Whose account it opens, in the exchange's numbers; null when it does not tell. */
  readonly owner: string | null
  /** Null when the exchange does not tell: the user has looked then. */
  readonly permissions: KeyPermissions | null
  /** Where the account is reached when not where its venue is; null: as the venue. */
  readonly addresses?: Pick<VenueConfig, 'restUrl' | 'wsUrl'>
}

export interface Account {
  readonly id: string
  readonly venueId: string
  readonly mode: Mode
  /** What the user calls it; a venue's practice money has no name. */
  readonly name?: string
  /** Of accounts that are opened with a key. */
  readonly key?: KeyFacts
  /** Balances it began with; empty for one whose books begin with what is found at its first opening. */
  readonly start: readonly Cash[]
  readonly createdAt: number
}

export type DecisionAction = 'entered' | 'exited' | 'held' | 'skipped' | 'waited'

export interface NewDecision {
  readonly botId: string
  readonly symbol: string
  readonly action: DecisionAction
  readonly reason: Sentence
  readonly conditions: readonly Condition[]
  readonly price: number
  readonly marketTime: number
  readonly seenAt: number
  readonly orderId: string | null
  /** How far the entry conditions together were fulfilled, 0 to 100; null in decisions of earlier versions. */
  readonly confidence: number | null
}
export type Decision = NewDecision & { readonly id: number }

export interface NewJournalEntry {
  readonly event: string
  readonly actor: 'user' | 'engine'
  readonly botId: string | null
  readonly orderId: string | null
  readonly facts: Facts
  readonly marketTime: number | null
  readonly seenAt: number
}
export type JournalEntry = NewJournalEntry & { readonly id: number }

/** What a stop that waits was asked to become. */
export interface AskedChange extends StopChange {
  readonly clientOrderId: string
  /** Our clock, epoch ms. */
  readonly askedAt: number
}

/** A fill with what it did to its position. */
export interface BookedFill {
  readonly fill: Fill
  /** When read back: the order as it is now, not as it was then. */
  readonly order: Order
  /** Realised in quote, fees included; null when it opened. */
  readonly realized: Cash | null
  /** What its fee counted as a cost of the position, in quote. */
  readonly feeInQuote: Cash
}

export interface Transition {
  readonly clientOrderId: string
  readonly from: OrderState
  readonly to: OrderState
  readonly marketTime: number
  readonly seenAt: number
}

export interface EquitySample {
  readonly accountId: string
  readonly currency: string
  /** Market clock, epoch ms. */
  readonly time: number
  readonly equity: Cash
  /** Last price of the benchmark pair; null when it has none. */
  readonly benchmark: number | null
}

export interface Page {
  readonly limit: number
  /** Only rows with a smaller row number; null for the newest. */
  readonly before: number | null
}

/** trading.db. Synchronous: a call returns when what it wrote is on disk (inside `transaction`: when that ends). */
export interface Store extends AccountStore {
  /**
   * All or nothing, durable on return. A throw inside undoes everything and is thrown on. Nested calls join. When a
   * nested one throws, the whole is undone, even if someone catches the throw in between.
   */
  transaction<T>(work: () => T): T
  /**
   * As `transaction`, without waiting for the disk: it survives the death of the app, and that of the computer once
   * something was flushed after it. Nothing written later survives without it. With a `transaction` as a part of it, it is
   * flushed when it ends.
   */
  note<T>(work: () => T): T
  /**
   * Calls once all that was written by now is on disk, in the order in which it was asked for; with what went wrong when
   * that cannot be said.
   * @throws inside a transaction
   */
  whenFlushed(then: (error: Error | null) => void): void
  readonly settings: {
    get(key: string): string | null
    set(key: string, value: string): void
  }
  readonly accounts: {
    /** Those that were not removed. */
    all(): readonly Account[]
    insert(account: Account): void
    /** Writes what may change: its name and its key. */
    update(account: Account): void
    /** Hides the account; its orders and trades stay. */
    remove(id: string): void
  }
  readonly bots: {
    all(): readonly Bot[]
    /** Inserts or replaces by id. */
    save(bot: Bot): void
    /** Hides the bot; its orders, trades and decisions stay. */
    remove(id: string): void
    /** Names of bots that were removed, for history. */
    names(): ReadonlyMap<string, string>
  }
  readonly orders: {
    insert(order: Order): void
    /** Writes what may change: the exchange's id, what filled, the facts. Throws for an unknown order. */
    update(order: Order): void
    byId(clientOrderId: string): Order | null
    /** By the exchange's own id; null when it is none of ours. */
    byExchangeId(accountId: string, symbol: string, exchangeOrderId: string): Order | null
    /** Pairs of the account's orders at or after a market time. */
    symbolsSince(accountId: string, marketTime: number): readonly string[]
    /** Of each pair the account's entry of the most value, among those of the market times [from, to). */
    largestEntries(accountId: string, from: number, to: number): readonly Order[]
    /** Orders whose state is not final, oldest first. */
    pending(): readonly Order[]
    addTransition(transition: Transition): void
    transitions(clientOrderId: string): readonly Transition[]
    count(): number
  }
  readonly fills: {
    /** False when this account already has a fill of this side with this trade id on the pair: nothing is written then. */
    insert(booked: BookedFill): boolean
    /** Newest first. */
    recent(limit: number): readonly BookedFill[]
    /** At or after a market time, oldest first. */
    since(symbol: string, botId: string | null, marketTime: number): readonly BookedFill[]
    /** The bot's fill on the pair that was worst by what its order expected, of market times [from, to). */
    worstOf(botId: string, symbol: string, from: number, to: number): BookedFill | null
    count(): number
    /** Oldest first. */
    ofAccount(accountId: string): readonly BookedFill[]
    /** In the order in which they were booked. */
    ofPosition(positionId: string): readonly BookedFill[]
    /**
     * Sums per bot of a market day: [from, to). Realised profit in quote by bot id. For a bot that moved to
     * another quote currency in between, only the newer one's sum.
     */
    realizedByBot(from: number, to: number): ReadonlyMap<string, Cash>
  }
  readonly positions: PositionStore
  readonly decisions: {
    /** Returns the new row's number. Keeps at most `retained` per bot; "held" and "waited" go first. */
    insert(decision: NewDecision): number
    /** Newest first. */
    page(botId: string, page: Page): readonly Decision[]
    latest(botId: string): Decision | null
    count(botId: string | null): number
  }
  readonly journal: {
    insert(entry: NewJournalEntry): void
    /** Newest first. */
    page(page: Page, botId: string | null): readonly JournalEntry[]
    /** All of one order, oldest first, at most `limit`. */
    ofOrder(orderId: string, limit: number): readonly JournalEntry[]
    /** When it was engaged or lifted, newest first. */
    ofKillSwitch(limit: number): readonly JournalEntry[]
    count(botId: string | null): number
  }
  readonly alerts: AlertStore
  readonly kill: KillStore
  readonly stops: {
    /** Inserts or replaces by position. */
    save(stop: Stop): void
    all(): readonly Stop[]
    remove(positionId: string): void
  }
  /** Changes of stops that were asked of an exchange, until it has said what became of them; one of an order at a time. */
  readonly stopChanges: {
    insert(asked: AskedChange): void
    remove(clientOrderId: string): void
    /** Oldest first. */
    all(): readonly AskedChange[]
  }
  readonly equity: {
    insert(sample: EquitySample): void
    /** Samples at or after a time, thinned to at most `limit` evenly, oldest first, the newest always included. */
    since(accountId: string, currency: string, time: number, limit: number): readonly EquitySample[]
    highest(accountId: string, currency: string): Cash | null
    /** Moves the highest, as money that was put in or taken out is neither won nor lost. */
    moveHighest(accountId: string, by: Cash): void
    /** Deepest fall from a running peak so far, ≤ 0, as a fraction. */
    worstDrawdown(accountId: string, currency: string): number
    /** First sample at or after a time. */
    firstSince(accountId: string, currency: string, time: number): EquitySample | null
  }
  readonly risk: RiskStore
  readonly paper: PaperStore
  sizeBytes(): number
  /** Version of what keeps the data, for diagnostics. */
  engineVersion(): string
  close(): void
}

export interface PaperOrder extends OpenOrder {
  readonly accountId: string
  readonly type: OrderType
  /** Of an order that waits, or waited, for it. */
  readonly triggerPrice: Price | null
  readonly triggered: boolean
  /** Quote (buy) or base (sell) held for the rest. */
  readonly held: Quantity
}

/** What the simulated exchange itself remembers: its side of the books, apart from the engine's. */
export interface PaperStore {
  balances(accountId: string): ReadonlyMap<string, Balance>
  setBalance(accountId: string, balance: Balance): void
  saveOrder(order: PaperOrder): void
  order(accountId: string, clientOrderId: string): PaperOrder | null
  /** Oldest first. */
  openOrders(accountId: string, symbol: string | null): readonly PaperOrder[]
  insertFill(accountId: string, fill: Fill): void
  /** Oldest first. */
  fills(accountId: string, clientOrderId: string): readonly Fill[]
  /** At or after a market time, oldest first. */
  fillsSince(accountId: string, marketTime: number): readonly ExchangeFill[]
  /** Rising number that survives restarts, for order and trade ids. */
  nextSequence(accountId: string): number
}

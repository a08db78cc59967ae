import type { Bot } from '../../src-main/domain/bots/bot.ts'
import type { Market } from '../../src-main/domain/market/market.ts'
import {
  addCash,
  cash,
  noCash,
  notional,
  price,
  quantity,
  ratio,
} from '../../src-main/domain/money/decimal.ts'
import type { Order } from '../../src-main/domain/orders/order.ts'
import { defaultsOf } from '../../src-main/domain/parameters.ts'
import type { Position } from '../../src-main/domain/positions/position.ts'
import { riskLimits } from '../../src-main/domain/risk/limits.ts'
import { EquityTracker } from '../../src-main/engine/accounts/equity-tracker.ts'
import { AlertDesk } from '../../src-main/engine/alert-desk.ts'
import { Changes } from '../../src-main/engine/changes.ts'
import { Journal } from '../../src-main/engine/journal.ts'
import { Lane } from '../../src-main/engine/lane.ts'
import type { AnalysisMessage } from '../../src-main/engine/ports/analysis.ts'
import type { Clock } from '../../src-main/engine/ports/clock.ts'
import type { Exchange } from '../../src-main/engine/ports/exchange.ts'
import type { Log } from '../../src-main/engine/ports/log.ts'
import type { Store } from '../../src-main/engine/ports/store.ts'
import { RiskDesk } from '../../src-main/engine/risk/risk-desk.ts'
import { AccountBook } from '../../src-main/engine/state/account-book.ts'
import { Books } from '../../src-main/engine/state/books.ts'
import { Roster } from '../../src-main/engine/state/roster.ts'
import { sampleBot, sampleMarket, samplePosition } from './store/samples.ts'

type Reading = Extract<AnalysisMessage, { kind: 'reading' }>

interface StandParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly pairs: number
  readonly accounts: readonly string[]
  /** What each account begins with. */
  readonly money: string
}

/** Nobody asks it anything. */
const noExchange: Exchange = Object.create(null)

export const venueId = 'v'
export const symbolOf = (n: number): string => `C${n}/USDT`

/** The engine's risk management on books that a test fills by itself, without orders being sent. */
export const riskStand = ({ store, clock, log, pairs, accounts, money }: StandParts) => {
  const books = new Books()
  const roster = new Roster()
  const markets: Market[] = Array.from({ length: pairs }, (_, n) => ({
    ...sampleMarket,
    ...{ symbol: symbolOf(n), base: `C${n}`, amountStep: quantity('0.0001'), minAmount: quantity('0.0001') },
  }))
  const info = { id: venueId, name: 'V', kind: 'replay', exchangeId: null, speed: 1, markets } as const
  const venue = {
    info,
    state: 'live',
    pairs: new Map(),
    marketTime: 0,
    lastTickAt: null,
    health: null,
  } as const
  books.venues.set(venueId, { ...venue })
  for (const id of accounts) {
    const account = { id, venueId, mode: 'paper', start: [cash(money, 'USDT')], createdAt: 0 } as const
    const book = new AccountBook(account)
    book.setBalances([{ asset: 'USDT', total: quantity(money), free: quantity(money) }])
    const state = { kind: 'open', since: 0 } as const
    books.accounts.set(id, { book, exchange: noExchange, state, key: null, close: () => {} })
  }
  const changes = new Changes(log)
  const journal = new Journal(store, clock)
  const ids = { next: (kind: string) => `${kind}-${Math.random()}` }
  const alerts = new AlertDesk({ store, clock, ids, changes, roster })
  const lane = new Lane(log, (error) => {
    throw error
  })
  const equity = new EquityTracker(books, store, changes)
  const cancelled: Order[] = []
  const orders = { cancel: (order: Order) => void cancelled.push(order) }
  const risk = new RiskDesk({ books, roster, store, clock, journal, alerts, changes, equity, orders, lane })

  const addBot = (
    id: string,
    accountId: string,
    symbols: readonly string[],
    limits: Record<string, string>,
  ) => {
    const settings = { ...sampleBot.settings, name: id, venueId, symbols }
    const bot: Bot = {
      ...sampleBot,
      ...{ id, accountId, settings: { ...settings, limits: { ...defaultsOf(riskLimits), ...limits } } },
    }
    const nothing = noCash('USDT')
    roster.add({
      bot,
      tasks: new Map(),
      lastExitAt: new Map(),
      totals: {
        ...{ closedPositions: 0, closedTrades: 0, wonTrades: 0 },
        ...{ realized: nothing, wins: nothing, losses: nothing },
        ...{ winReturns: ratio('0'), lossReturns: ratio('0') },
      },
      lastDecision: null,
      results: [],
    })
  }

  /** A position as if it had been bought at the price. */
  const open = (
    id: string,
    botId: string,
    accountId: string,
    symbol: string,
    size: string,
    at: string,
  ): Position => {
    const cost = notional(price(at), quantity(size), 'USDT')
    const position: Position = {
      ...samplePosition,
      ...{ id, botId, accountId, symbol, base: symbol.split('/')[0] ?? '', quote: 'USDT' },
      quantity: quantity(size),
      cost,
      bought: { quantity: quantity(size), cost },
      openFees: addCash(noCash('USDT'), noCash('USDT')),
    }
    books.positions.set(id, position)
    return position
  }

  return { books, roster, risk, markets, cancelled, addBot, open }
}

/** A reading by which every condition holds. */
export const readingOf = (botId: string, symbol: string, at: number, marketTime: number): Reading => ({
  kind: 'reading',
  ...{ botId, symbol, version: 1, price: at, marketTime, trueRange: at * 0.01, final: true, receivedAt: 0 },
  reading: { long: { entry: [], exit: [], confidence: 100, stop: null }, short: null },
})

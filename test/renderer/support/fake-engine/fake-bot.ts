import type { BotSettings } from '../../../../src-preload/contract/bot-settings.ts'
import type { PositionView } from '../../../../src-preload/contract/position-view.ts'
import type { Sentence } from '../../../../src-preload/contract/values.ts'
import type { BotView, DecisionView, FillView, TradeView } from '../../../../src-preload/contract/views.ts'
import { exitsOf, type Holding, type Outbox, text } from './fake-records.ts'
import { type FakeMarket, spans } from './market.ts'

const feeRate = 0.001

/** An EMA cross on one symbol, with floats: good enough to look at, never to trade with. */
export class FakeBot {
  readonly id: string
  settings: BotSettings
  state: BotView['state'] = 'stopped'
  stateSince = Date.now()
  stateReason: Sentence | null = { code: 'bot.created' }
  readonly decisions: DecisionView[] = []
  readonly trades: TradeView[] = []
  readonly fills: FillView[] = []
  holding: Holding | null = null
  realized = 0
  fees = 0
  #won = 0
  #gain = 0
  #loss = 0
  #trail: string[] = ['0']
  #peak = 0
  #deepest = 0
  #fast = 0
  #slow = 0
  #seen = 0
  #dayStart = 0
  #day = -1

  constructor(id: string, settings: BotSettings) {
    this.id = id
    this.settings = settings
  }

  get symbol(): string {
    return this.settings.symbols[0] ?? 'BTC/USDT'
  }

  get currency(): string {
    return this.symbol.split('/')[1] ?? 'USDT'
  }

  unrealized(price: number): number {
    return this.holding === null ? 0 : (price - this.holding.price) * this.holding.quantity - this.holding.fee
  }

  set(state: BotView['state'], reason: Sentence): void {
    this.state = state
    this.stateReason = reason
    this.stateSince = Date.now()
  }

  /** Called at each close of the bot's timeframe. */
  evaluate(market: FakeMarket, close: number, closedAt: number, out: Outbox, halted: boolean): void {
    const fast = Number(this.settings.parameters.fast ?? 9)
    const slow = Number(this.settings.parameters.slow ?? 21)
    const wasAbove = this.#fast > this.#slow
    this.#fast = this.#seen === 0 ? close : this.#fast + (2 / (fast + 1)) * (close - this.#fast)
    this.#slow = this.#seen === 0 ? close : this.#slow + (2 / (slow + 1)) * (close - this.#slow)
    this.#seen += 1
    if (this.state !== 'running' && this.state !== 'entries-paused') return
    const above = this.#fast > this.#slow
    const digits = market.digits
    const crossed = above && !wasAbove && this.#seen > 2
    const facts = { fast, slow }
    const value = (number: number) => number.toFixed(digits)
    const entry: DecisionView['conditions'] = [
      {
        code: 'ema-cross.crossed-up',
        facts,
        value: this.#fast,
        sign: '>',
        need: this.#slow,
        passed: crossed,
      },
      {
        code: 'ema-cross.close-above-slow',
        facts,
        value: close,
        sign: '>',
        need: this.#slow,
        passed: close > this.#slow,
      },
    ]
    const exit: DecisionView['conditions'] = [
      {
        code: 'ema-cross.fast-below-slow',
        facts,
        value: this.#fast,
        sign: '<',
        need: this.#slow,
        passed: !above,
      },
    ]
    const decide = (
      action: DecisionView['action'],
      reason: Sentence,
      conditions: DecisionView['conditions'],
      orderId: string | null = null,
    ) => {
      const id = out.nextNumber()
      const base = {
        id,
        botId: this.id,
        symbol: this.symbol,
        price: value(close),
        confidence: Math.round((100 * entry.filter((condition) => condition.passed).length) / entry.length),
        marketTime: closedAt,
        seenAt: Date.now(),
      }
      const decision: DecisionView = { ...base, action, reason, conditions, orderId }
      this.decisions.unshift(decision)
      out.decision(decision)
    }
    if (this.holding !== null) {
      if (above) decide('held', { code: 'decision.no-exit-condition' }, exit)
      else
        decide(
          'exited',
          { code: 'decision.exit-signal' },
          exit,
          this.sell(close, closedAt, { code: 'decision.exit-signal' }, out),
        )
      return
    }
    const passed = entry.filter((condition) => condition.passed).length
    if (passed < entry.length) {
      decide('waited', { code: 'decision.conditions-failed', facts: { passed, total: entry.length } }, entry)
    } else if (halted) decide('skipped', { code: 'decision.kill-switch' }, entry)
    else if (this.state === 'entries-paused') decide('skipped', { code: 'decision.entries-paused' }, entry)
    else {
      const reason: Sentence = {
        code: 'decision.all-conditions-passed',
        facts: { passed, total: entry.length },
      }
      decide('entered', reason, entry, this.#buy(close, closedAt, reason, out))
    }
  }

  #buy(price: number, at: number, reason: Sentence, out: Outbox): string {
    const budget =
      Number(this.settings.limits.allocation ?? 4000) * Number(this.settings.limits.tradeRatio ?? 0.5)
    const quantity = Number((budget / price).toFixed(5))
    const fee = budget * feeRate
    this.holding = { id: out.nextId('position'), quantity, price, fee, at, reason }
    this.fees += fee
    return this.#fill('buy', price, quantity, fee, null, at, reason, out)
  }

  sell(price: number, at: number, reason: Sentence, out: Outbox): string | null {
    const { holding } = this
    if (holding === null) return null
    const fee = price * holding.quantity * feeRate
    const pnl = (price - holding.price) * holding.quantity - fee - holding.fee
    this.holding = null
    this.realized += pnl
    this.fees += fee
    if (pnl > 0) {
      this.#won += 1
      this.#gain += pnl
    } else this.#loss -= pnl
    this.#trail = [...this.#trail, text(this.realized)].slice(-60)
    const names = { botId: this.id, botName: this.settings.name, mode: 'paper' as const, symbol: this.symbol }
    const [base = '', quote = ''] = this.symbol.split('/')
    const trade: TradeView = {
      ...names,
      id: out.nextId('trade'),
      base,
      quote,
      openedAt: holding.at,
      closedAt: at,
      quantity: text(holding.quantity, 5),
      entryPrice: text(holding.price),
      exitPrice: text(price),
      fees: text(fee + holding.fee),
      realizedPnl: text(pnl),
      realizedRatio: text(pnl / (holding.price * holding.quantity), 6),
      entryReason: holding.reason,
      exitReason: reason,
    }
    this.trades.unshift(trade)
    out.trade(trade)
    return this.#fill('sell', price, holding.quantity, fee, pnl, at, reason, out)
  }

  #fill(
    side: 'buy' | 'sell',
    price: number,
    quantity: number,
    fee: number,
    pnl: number | null,
    at: number,
    reason: Sentence,
    out: Outbox,
  ): string {
    const [base = '', quote = ''] = this.symbol.split('/')
    const orderId = out.nextId('order')
    const fill: FillView = {
      id: out.nextId('fill'),
      orderId,
      botId: this.id,
      botName: this.settings.name,
      mode: 'paper',
      symbol: this.symbol,
      base,
      quote,
      side,
      price: text(price),
      quantity: text(quantity, 5),
      fee: text(fee, 4),
      feeCurrency: quote,
      realizedPnl: pnl === null ? null : text(pnl),
      reason,
      marketTime: at,
    }
    this.fills.unshift(fill)
    out.fill(fill)
    return orderId
  }

  position(price: number): PositionView | null {
    if (this.holding === null) return null
    const [base = '', quote = ''] = this.symbol.split('/')
    const pnl = this.unrealized(price)
    return {
      id: this.holding.id,
      botId: this.id,
      botName: this.settings.name,
      through: null,
      mode: 'paper',
      venueId: this.settings.venueId,
      symbol: this.symbol,
      base,
      quote,
      side: 'long',
      quantity: text(this.holding.quantity, 5),
      entryPrice: text(this.holding.price),
      markPrice: text(price),
      value: text(price * this.holding.quantity),
      unrealizedPnl: text(pnl),
      unrealizedRatio: text(pnl / (this.holding.price * this.holding.quantity), 6),
      fees: text(this.holding.fee, 4),
      openedAt: this.holding.at,
      entryReason: this.holding.reason,
      ...exitsOf(this.settings.limits, this.holding.price, price),
      protection: 'exchange',
      closing: false,
    }
  }

  view(price: number, marketTime: number): BotView {
    const unrealized = this.unrealized(price)
    const total = this.realized + unrealized
    const allocated = Number(this.settings.limits.allocation ?? 4000)
    this.#peak = Math.max(this.#peak, total)
    this.#deepest = Math.min(this.#deepest, (total - this.#peak) / (allocated + this.#peak))
    const day = Math.floor(marketTime / 86_400_000)
    if (day !== this.#day) {
      this.#day = day
      this.#dayStart = total
    }
    const span = spans[this.settings.timeframe]
    return {
      id: this.id,
      name: this.settings.name,
      mode: 'paper',
      state: this.state,
      stateSince: this.stateSince,
      stateReason: this.stateReason,
      dataDoubts: [],
      ...{ accountName: null, accountId: 'a1', alsoThrough: [] },
      warmUp: this.state === 'warming-up' ? { have: 32, need: 40 } : null,
      venueId: this.settings.venueId,
      symbols: [...this.settings.symbols],
      timeframe: this.settings.timeframe,
      strategyId: 'ema-cross',
      currency: this.currency,
      allocated: text(allocated),
      openPositions: this.holding === null ? 0 : 1,
      maxPositions: Number(this.settings.limits.maxPositions ?? 1),
      unrealizedPnl: text(unrealized),
      today: text(total - this.#dayStart),
      totalPnl: text(total),
      totalRatio: text(total / allocated, 6),
      closedPositions: this.trades.length,
      closedTrades: this.trades.length,
      wonTrades: this.#won,
      profitFactor: this.#loss > 0 ? text(this.#gain / this.#loss, 4) : null,
      maxDrawdownRatio: text(this.#deepest, 6),
      lastDecision: this.decisions[0] ?? null,
      equityTrail: this.#trail,
      nextEvaluationAt: this.state === 'stopped' ? null : (Math.floor(marketTime / span) + 1) * span,
    }
  }
}

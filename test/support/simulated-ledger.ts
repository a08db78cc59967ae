import { price, quantity, ratio, toNumber } from '../../src-main/domain/money/decimal.ts'
import type { EntryRequest } from '../../src-main/domain/risk/check-entry.ts'
import type { EntryLimits } from '../../src-main/domain/risk/entry-limits.ts'
import { type LossTrack, newTrack } from '../../src-main/domain/risk/loss-track.ts'
import { market, usdt } from './entry-request.ts'

export interface Held {
  readonly id: string
  readonly bot: number
  readonly pair: number
  readonly size: number
  readonly paid: number
  readonly stop: number
}

export const startMoney = 10_000
export const text = (value: number): string => (Math.abs(value) < 1e-9 ? '0' : value.toFixed(8))
export const money = (value: number) => usdt(text(value))
/** One account of two bots on three pairs, in floats: fast, and exact to the eighth place. */
export class SimulatedLedger {
  readonly prices = [100, 20, 5]
  readonly realized = [0, 0]
  held: Held[] = []
  free = startMoney
  tracks: LossTrack[] = []

  constructor() {
    this.tracks = [0, 1, 2].map((scope) => newTrack(money(this.resultOf(scope)), 0))
  }

  #isOf(scope: number, held: Held): boolean {
    return scope === 2 || held.bot === scope
  }
  /** Profit of a bot (0, 1) or of all (2), at the prices there are. */
  resultOf(scope: number): number {
    const realized =
      scope === 2 ? (this.realized[0] ?? 0) + (this.realized[1] ?? 0) : (this.realized[scope] ?? 0)
    return this.held
      .filter((held) => this.#isOf(scope, held))
      .reduce((sum, { pair, size, paid }) => sum + size * (this.prices[pair] ?? 0) - paid, realized)
  }
  /** The loss of the day were every stop hit. */
  lossAtStops(scope: number): number {
    const atStops = this.held
      .filter((held) => this.#isOf(scope, held))
      .reduce(
        (sum, { pair, size, stop }) =>
          sum + size * (Math.min(stop, this.prices[pair] ?? 0) - (this.prices[pair] ?? 0)),
        0,
      )
    return (
      toNumber((this.tracks[scope] ?? newTrack(money(0), 0)).dayStart.amount) - this.resultOf(scope) - atStops
    )
  }
  valueOf(isOf: (held: Held) => boolean): number {
    return this.held.filter(isOf).reduce((sum, { pair, size }) => sum + size * (this.prices[pair] ?? 0), 0)
  }
  get equity(): number {
    return startMoney + this.resultOf(2)
  }
  request(
    limits: EntryLimits,
    time: number,
    bot: number,
    pair: number,
    at: number,
    stop: number,
  ): EntryRequest {
    const own = this.held.filter((held) => held.bot === bot)
    const exposure = money(this.valueOf(() => true))
    const equity = money(this.equity)
    const symbol = `C${pair}/USDT`
    return {
      market: { ...market, symbol, base: `C${pair}` },
      price: price(text(at)),
      ...{
        stop,
        trueRange: null,
        limits: limits,
        sizeShare: ratio('1'),
        now: time,
        lastExitAt: null,
      },
      returns: { trades: 0, wins: 0, winReturns: 0, lossReturns: 0 },
      bot: {
        ...{ positions: own.length, ordersLastMinute: 0 },
        committed: money(own.reduce((sum, { paid }) => sum + paid, 0)),
        realized: money(this.realized[bot] ?? 0),
        lossAtStops: money(this.lossAtStops(bot)),
      },
      account: {
        ...{ positions: this.held.length, ordersLastMinute: 0, free: money(this.free), equity, exposure },
        pairExposure: money(this.valueOf((held) => held.pair === pair)),
        dayStart: money(startMoney + toNumber(this.tracks[2]?.dayStart.amount ?? ratio('0'))),
        lossAtStops: money(this.lossAtStops(2)),
      },
      mode: {
        ...{ positions: this.held.length, ordersLastMinute: 0, equity, exposure },
        assetHeld: quantity(
          text(this.held.filter((held) => held.pair === pair).reduce((sum, { size }) => sum + size, 0)),
        ),
      },
    }
  }
}

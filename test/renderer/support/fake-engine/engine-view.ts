import type { AccountView } from '../../../../src-preload/contract/key-views.ts'
import type { LiveView } from '../../../../src-preload/contract/live-views.ts'
import type { Sentence } from '../../../../src-preload/contract/values.ts'
import type { VenueView } from '../../../../src-preload/contract/venue-views.ts'
import type {
  BalanceView,
  EngineView,
  KillView,
  MoneyByCurrency,
} from '../../../../src-preload/contract/views.ts'
import type { FakeBot } from './fake-bot.ts'

interface Facts {
  readonly bots: readonly FakeBot[]
  readonly price: (symbol: string) => number
  readonly now: number
  readonly speed: number
  readonly kill: Omit<KillView, 'mode'>
  readonly live: LiveView
  readonly blocked: Sentence | null
  readonly exchanges: readonly VenueView[]
  readonly accounts: readonly AccountView[]
  readonly account: {
    readonly equity: number
    readonly startEquity: number
    readonly dayEquity: number
    readonly drawdown: number
    readonly deepest: number
  }
}

const text = (amount: number, digits = 2): string => amount.toFixed(digits)

/** The practice money of an exchange that nobody has traded on. */
const untouched = (venueId: string): MoneyByCurrency => ({
  mode: 'paper',
  accountId: `paper-${venueId}`,
  venueId,
  currency: 'USDT',
  equity: '10000',
  startEquity: '10000',
  today: '0',
  todayRatio: '0',
  realizedPnl: '0',
  unrealizedPnl: '0',
  fees: '0',
  exposureRatio: '0',
  exposureLimitRatio: '0.7',
  drawdownRatio: '0',
  maxDrawdownRatio: '0',
  openPositions: 0,
  stress: { stopsHit: '0', unprotected: 0, fall: '0' },
})

export const toEngineView = ({
  bots,
  price,
  now,
  speed,
  kill,
  live,
  blocked,
  exchanges,
  accounts,
  account,
}: Facts): EngineView => {
  const sum = (pick: (bot: FakeBot) => number) => bots.reduce((total, bot) => total + pick(bot), 0)
  const { equity, startEquity, dayEquity, drawdown, deepest } = account
  const running = bots.filter((bot) => bot.state !== 'stopped').length
  const value = sum((bot) => (bot.holding?.quantity ?? 0) * price(bot.symbol))
  return {
    state: blocked !== null ? 'blocked' : kill.engaged ? 'halted' : running > 0 ? 'running' : 'ready',
    blockedBy: blocked,
    venues: [
      {
        id: 'replay',
        name: 'Demo feed',
        kind: 'replay',
        exchangeId: null,
        network: 'live',
        health: null,
        state: 'live',
        pairsListened: 0,
        pairsNotLive: [],
        speed,
        lastTickAt: Date.now(),
        marketTime: now,
      },
      ...exchanges,
    ],
    kill: [{ mode: 'paper', ...kill }],
    hasLiveAccount: live.accounts.length > 0,
    live,
    accounts: [...accounts],
    money: [
      {
        mode: 'paper',
        accountId: 'paper-replay',
        venueId: 'replay',
        currency: 'USDT',
        equity: text(equity),
        startEquity: text(startEquity),
        today: text(equity - dayEquity),
        todayRatio: text(equity / dayEquity - 1, 6),
        realizedPnl: text(sum((bot) => bot.realized)),
        unrealizedPnl: text(sum((bot) => bot.unrealized(price(bot.symbol)))),
        fees: text(sum((bot) => bot.fees)),
        exposureRatio: text(value / equity, 6),
        exposureLimitRatio: '0.7',
        drawdownRatio: text(drawdown, 6),
        maxDrawdownRatio: text(deepest, 6),
        openPositions: bots.filter((bot) => bot.holding !== null).length,
        stress: { stopsHit: '-84.20', unprotected: 0, fall: '-240.10' },
      },
      ...exchanges.map(({ id }) => untouched(id)),
    ],
    runningBots: running,
    databaseBytes: 4_200_000,
    cpuRatio: 0.03,
    memoryBytes: 212_000_000,
    startedAt: Date.now() - 60_000,
  }
}

export const fakeBalances = (bots: readonly FakeBot[], startEquity: number): BalanceView[] => {
  const paper = { mode: 'paper' as const, accountId: 'paper' }
  const held = bots.flatMap((bot) => (bot.holding === null ? [] : [{ bot, holding: bot.holding }]))
  const spent = held.reduce((sum, { holding }) => sum + holding.price * holding.quantity, 0)
  const cash = text(startEquity + bots.reduce((sum, bot) => sum + bot.realized, 0) - spent)
  return [
    { ...paper, asset: 'USDT', total: cash, free: cash, inOrders: '0' },
    ...held.map(({ bot, holding }) => {
      const total = text(holding.quantity, 5)
      return { ...paper, asset: bot.symbol.split('/')[0] ?? '', total, free: total, inOrders: '0' }
    }),
  ]
}

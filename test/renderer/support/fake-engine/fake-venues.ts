import type { MarketView } from '../../../../src-preload/contract/bot-settings.ts'
import { venueOf } from '../../../../src-preload/contract/exchanges.ts'
import type { ErrorCode } from '../../../../src-preload/contract/replies.ts'
import type { RequestInput } from '../../../../src-preload/contract/requests.ts'
import type { QuoteView, VenueHealth, VenueView } from '../../../../src-preload/contract/venue-views.ts'
import type { BotView } from '../../../../src-preload/contract/views.ts'
import { doubtsAmong, troubledPairs } from './fake-trouble.ts'
import { FakeMarket, minuteMs } from './market.ts'

const known: Readonly<Record<string, number>> = {
  BTC: 64_200,
  ETH: 3120,
  SOL: 148.2,
  ADA: 0.4521,
  DOGE: 0.1213,
}
const quotesOf = ['USDT', 'USDC', 'BRL', 'BTC']
const connectingMs = 1500

const bases = [
  ...Object.keys(known),
  ...Array.from({ length: 595 }, (_, index) => `C${String(index).padStart(3, '0')}`),
]

const health = (change: Partial<VenueHealth>): VenueHealth => ({
  latencyP50: 48.4,
  latencyP95: 121,
  reconnects: 1,
  weightUsed: 320,
  weightLimit: 6000,
  requests: 1204,
  cacheHits: 5310,
  cacheMisses: 212,
  dropped: 2,
  waits: 3,
  pausedUntil: null,
  clockOffsetMs: 12,
  error: null,
  ...change,
})

interface Connected {
  readonly view: VenueView
  readonly since: number
  /** Held still for pictures of trouble. */
  readonly fixed: boolean
}

/** Exchanges that were never asked: pairs by the thousand, prices that move, and trouble on demand. */
export class FakeVenues {
  readonly #connected = new Map<string, Connected>()
  readonly #series = new Map<string, FakeMarket>()

  connect({ exchangeId, network, restUrl, wsUrl }: RequestInput<'venues.connect'>): string | ErrorCode {
    if (restUrl?.includes('unreachable') === true) return 'VENUE_UNREACHABLE'
    const { id, name } = venueOf(exchangeId, network)
    if (this.#connected.has(id)) return 'VENUE_EXISTS'
    this.put(id, { exchangeId, network, name, addresses: { restUrl, wsUrl } })
    return id
  }

  put(id: string, change: Partial<VenueView>): void {
    const view: VenueView = {
      id,
      name: id,
      kind: 'exchange',
      exchangeId: 'binance',
      network: 'live',
      health: health({}),
      state: 'connecting',
      pairsListened: 0,
      pairsNotLive: [],
      speed: 1,
      lastTickAt: null,
      marketTime: null,
      ...change,
    }
    this.#connected.set(id, { view, since: Date.now(), fixed: change.state !== undefined })
  }

  /** One venue in each state, for looking at. */
  showTrouble(): void {
    const now = Date.now()
    this.put('binance', {
      name: 'Binance',
      exchangeId: 'binance',
      pairsListened: 24,
      pairsNotLive: troubledPairs(now),
    })
    this.put('bybit', {
      name: 'Bybit',
      exchangeId: 'bybit',
      state: 'stale',
      lastTickAt: now - 190_000,
      pairsListened: 4,
      health: health({
        weightUsed: 540,
        weightLimit: 600,
        pausedUntil: now + 95_000,
        reconnects: 7,
        waits: 41,
        clockOffsetMs: -2_410,
      }),
    })
    this.put('okx', {
      name: 'OKX',
      exchangeId: 'okx',
      state: 'down',
      lastTickAt: now - 640_000,
      addresses: { restUrl: 'http://127.0.0.1:8091', wsUrl: 'ws://127.0.0.1:8091/ws/v5' },
      health: health({
        reconnects: 31,
        error: 'connect ECONNREFUSED 127.0.0.1:8091',
        latencyP50: null,
        latencyP95: null,
      }),
    })
  }

  /** The bots as the engine would tell of them, with what they cannot trade on. */
  doubted(bots: readonly BotView[]): BotView[] {
    return bots.map((bot) => {
      const pairs = bot.state === 'stopped' ? [] : this.#connected.get(bot.venueId)?.view.pairsNotLive
      return { ...bot, dataDoubts: doubtsAmong(bot.symbols, pairs ?? []) }
    })
  }

  disconnect(id: string): boolean {
    return this.#connected.delete(id)
  }

  views(): VenueView[] {
    const now = Date.now()
    return [...this.#connected.values()].map(({ view, since, fixed }) =>
      fixed || now - since < connectingMs
        ? view
        : { ...view, state: 'live', lastTickAt: now - (now % 1700), marketTime: now },
    )
  }

  form(): MarketView[] {
    return this.views().flatMap((venue) =>
      bases.flatMap((base) =>
        quotesOf
          .filter((quote) => quote !== base)
          .map((quote) => ({
            venueId: venue.id,
            venueName: venue.name,
            symbol: `${base}/${quote}`,
            base,
            quote,
            priceStep: '0.0001',
            amountStep: '0.0001',
            minAmount: '0.0001',
            minNotional: '5',
            makerFee: '0.001',
            takerFee: '0.001',
            lastPrice: null,
            historyFrom: null,
          })),
      ),
    )
  }

  quotes(venueId: string, symbols: readonly string[]): QuoteView[] {
    const { view } = this.#connected.get(venueId) ?? {}
    return symbols.flatMap((symbol) => {
      const trouble = view?.pairsNotLive.find((pair) => pair.symbol === symbol)
      if (trouble?.state === 'waiting') return []
      const time = trouble === undefined ? (view?.lastTickAt ?? Date.now() - 400) : trouble.since - minuteMs
      return [{ symbol, last: String(this.market(venueId, symbol)?.price ?? 1), time }]
    })
  }

  /** Undefined where the venue is not one of these. */
  market(venueId: string, symbol: string): FakeMarket | undefined {
    if (!this.#connected.has(venueId)) return undefined
    const key = `${venueId} ${symbol}`
    const price = known[symbol.split('/')[0] ?? ''] ?? 1.25
    const digits = price > 100 ? 2 : 4
    const minutes = 3000
    const from = Math.floor(Date.now() / minuteMs - minutes) * minuteMs
    const series =
      this.#series.get(key) ?? new FakeMarket(symbol, price, digits, key.length * 7 + digits, from, minutes)
    this.#series.set(key, series)
    return series
  }

  tick(): void {
    const live = new Set(
      this.views()
        .filter((venue) => venue.state === 'live')
        .map((venue) => venue.id),
    )
    for (const [key, series] of this.#series) {
      const [venueId = '', symbol] = key.split(' ')
      const { pairsNotLive = [] } = this.#connected.get(venueId)?.view ?? {}
      const still = pairsNotLive.some((pair) => pair.symbol === symbol)
      if (live.has(venueId) && !still) series.tick(Date.now())
    }
  }
}

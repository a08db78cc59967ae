import { BinanceDialect, binanceRules } from './binance/binance-dialect.ts'
import { BybitDialect, bybitRules } from './bybit/bybit-dialect.ts'
import { Control } from './control.ts'
import { Market } from './market/market.ts'
import { SymbolMarket } from './market/symbol-market.ts'
import { defaultSymbols, fixtureFolder, type SymbolOptions, TapeLibrary } from './market/symbols.ts'
import { OkxDialect, okxRules } from './okx/okx-dialect.ts'
import { Counts } from './server/counts.ts'
import type { Dialect } from './server/dialect.ts'
import { Faults } from './server/faults.ts'
import { Gateway } from './server/gateway.ts'
import { Hub } from './server/hub.ts'
import type { Venue } from './server/venue.ts'
import { Account, type AccountOptions } from './trading/account.ts'
import { Trading, type TradingRules } from './trading/trading.ts'

export type ExchangeId = 'binance' | 'bybit' | 'okx'

export interface SimulatorOptions {
  readonly exchange: ExchangeId
  readonly seed?: number
  /** How many of the usual pairs, or which ones; 20 when absent. */
  readonly symbols?: number | readonly (string | SymbolOptions)[]
  /** Market time at the start, epoch ms; the machine's time when absent. */
  readonly startAt?: number
  /** Market time over machine time; 0 stands still until it is advanced by hand. 1 when absent. */
  readonly speed?: number
  /** Whose time the exchange's clock tells: "market" where nobody signs and the market is run by hand. */
  readonly clock?: 'machine' | 'market'
  /** Trades per minute and pair in markets made from candles. */
  readonly tradesPerMinute?: number
  /** Levels on each side of a book. */
  readonly bookDepth?: number
  /** Folder of recordings. */
  readonly dataFolder?: string
  readonly accounts?: readonly AccountOptions[]
  /** A free port when absent. */
  readonly port?: number
}

export interface ExchangeSimulator {
  readonly restUrl: string
  readonly wsUrl: string
  /** To be merged into a ccxt instance's `urls.api`. */
  readonly ccxtUrls: Readonly<Record<string, unknown>>
  readonly accounts: readonly Account[]
  readonly control: Control
  close(): Promise<void>
}

const dialects: Record<ExchangeId, { rules: TradingRules; open: (venue: Venue) => Dialect }> = {
  binance: { rules: binanceRules, open: (venue) => new BinanceDialect(venue) },
  bybit: { rules: bybitRules, open: (venue) => new BybitDialect(venue) },
  okx: { rules: okxRules, open: (venue) => new OkxDialect(venue) },
}

/** An exchange on this machine alone, with a market, accounts, and everything that can go wrong. */
export const startExchangeSimulator = async (options: SimulatorOptions): Promise<ExchangeSimulator> => {
  const { exchange, seed = 1, symbols = 20, startAt = Date.now(), speed = 1, bookDepth = 50 } = options
  const library = new TapeLibrary(options.dataFolder ?? fixtureFolder, seed, options.tradesPerMinute ?? 8)
  const wanted = typeof symbols === 'number' ? defaultSymbols(symbols) : symbols
  const listed = wanted.map((entry) => library.open(typeof entry === 'string' ? { symbol: entry } : entry))
  const market = new Market(
    listed.map(({ listing, tape }) => new SymbolMarket(listing, tape, seed, startAt, bookDepth)),
    startAt,
  )
  const accounts = (options.accounts ?? [{}]).map((account, index) => new Account(account, index + 1))
  const faults = new Faults(seed)
  const counts = new Counts()
  const time = () => (options.clock === 'market' ? market.time : Date.now())
  const clock = { offsetMs: 0, now: () => time() + clock.offsetMs }
  const hub = new Hub(faults, counts)
  const { rules, open } = dialects[exchange]
  const trading = new Trading(market, accounts, rules)
  const dialect = open({ market, trading, hub, clock, counts })
  const gateway = new Gateway(dialect, hub, faults, counts)
  const port = await gateway.listen(options.port ?? 0)
  const restUrl = `http://127.0.0.1:${port}`
  const wsUrl = `ws://127.0.0.1:${port}`
  market.run(speed)
  return {
    restUrl,
    wsUrl,
    ccxtUrls: dialect.ccxtUrls(restUrl, wsUrl),
    accounts,
    control: new Control({ market, trading, faults, counts, clock, hub, gateway, dialect }),
    close: async () => {
      market.stop()
      await gateway.close()
    },
  }
}

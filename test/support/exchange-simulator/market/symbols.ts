import { join } from 'node:path'
import { seededRandom, seedOf } from '../../../../src-main/domain/random.ts'
import { CandleTape } from './candle-tape.ts'
import { Listing, type ListingOptions } from './listing.ts'
import { type CandleRecording, readCandles, readTrades } from './recording-file.ts'
import type { Tape } from './tape.ts'
import { TradeTape } from './trade-tape.ts'

/** Recordings kept with the tests. */
export const fixtureFolder = join(import.meta.dirname, '../../../fixtures/market')

const files = {
  'BTC/USDT': 'btc-usdt-1m-2021-02-19.csv.gz',
  'ETH/BTC': 'eth-btc-1m-2020-05.csv.gz',
  'XRP/ETH': 'xrp-eth-trades-2019-10.csv.gz',
} as const

/** A pair to list: one of the recorded ones, or any other name, which gets a market derived from a recording. */
export interface SymbolOptions extends Partial<ListingOptions> {
  readonly symbol: string
  /** A file in the data folder instead of the usual one. */
  readonly file?: string
  readonly kind?: 'candles' | 'trades'
}

export interface ListedTape {
  readonly listing: Listing
  readonly tape: Tape
}

const usual = { makerFee: '0.001', takerFee: '0.001' } as const
const recordedSteps: Record<string, Omit<ListingOptions, 'symbol'>> = {
  'BTC/USDT': { ...usual, priceStep: '0.01', amountStep: '0.000001', minAmount: '0.00001', minNotional: '5' },
  'ETH/BTC': {
    ...usual,
    priceStep: '0.000001',
    amountStep: '0.001',
    minAmount: '0.001',
    minNotional: '0.0001',
  },
  'XRP/ETH': { ...usual, priceStep: '0.00000001', amountStep: '1', minAmount: '1', minNotional: '0.005' },
}

const coins = [
  'SOL ADA DOT LINK AVAX LTC UNI ATOM ETC XLM TRX NEAR ALGO FIL APT ARB OP INJ SUI TIA SEI RUNE AAVE MKR SNX CRV',
  'LDO GRT IMX FTM SAND MANA AXS CHZ ENJ GALA FLOW EGLD XTZ EOS NEO KAVA ZEC DASH XMR BAT ZRX KNC COMP YFI SUSHI',
  'CAKE DYDX GMX STX RNDR FET ROSE ONE ZIL IOTA QTUM ONT ICX WAVES LSK SC DGB RVN HOT ANKR CELO SKL STORJ BAND',
  'OCEAN NKN CTSI COTI DENT WIN BTT JST SUN TWT HIVE STEEM ARDR ARK REQ POWR MTL DATA AGLD API3 ACH PEOPLE GAL',
]
  .join(' ')
  .split(' ')

/** The first `count` pairs: the recorded ones with candles, then derived ones against USDT. */
export const defaultSymbols = (count: number | 'all'): readonly string[] => {
  const all = ['BTC/USDT', 'ETH/BTC', ...coins.map((coin) => `${coin}/USDT`)]
  if (count === 'all') return all
  if (count > all.length) throw new RangeError(`at most ${all.length} pairs, not ${count}`)
  return all.slice(0, count)
}

/** Recordings by path, for as long as the process lives: a test run starts hundreds of simulators. */
const recordings = new Map<string, CandleRecording>()
const recordingAt = (path: string): CandleRecording => {
  const recording = recordings.get(path) ?? readCandles(path)
  recordings.set(path, recording)
  return recording
}

/** Opens the tapes that pairs are played from. */
export class TapeLibrary {
  readonly #folder: string
  readonly #seed: number
  readonly #tradesPerMinute: number

  constructor(folder: string, seed: number, tradesPerMinute: number) {
    this.#folder = folder
    this.#seed = seed
    this.#tradesPerMinute = tradesPerMinute
  }

  open(options: SymbolOptions): ListedTape {
    const known = Object.entries(files).find(([symbol]) => symbol === options.symbol)?.[1]
    const file = options.file ?? known
    if (file === undefined) return this.#derived(options)
    const listing = new Listing({ ...(recordedSteps[options.symbol] ?? derivedSteps), ...options })
    const [priceStep, amountStep] = [Number(listing.options.priceStep), Number(listing.options.amountStep)]
    if (options.kind === 'trades' || (options.kind === undefined && file.includes('-trades-'))) {
      const tape = new TradeTape(readTrades(join(this.#folder, file)), priceStep, amountStep)
      return { listing, tape }
    }
    return { listing, tape: this.#tape(listing, file, 1, 0) }
  }

  #derived(options: SymbolOptions): ListedTape {
    const listing = new Listing({ ...derivedSteps, ...options })
    const random = seededRandom(seedOf(this.#seed, 'pair', options.symbol))
    const [base, mean] = random() < 0.7 ? [files['BTC/USDT'], 52_000] : [files['ETH/BTC'], 0.0212]
    const target = 10 ** (random() * 3.2 - 0.5)
    const shift = Math.floor(random() * 100_000)
    return { listing, tape: this.#tape(listing, base, target / mean, shift) }
  }

  #tape(listing: Listing, file: string, scale: number, shift: number): CandleTape {
    return new CandleTape({
      seed: this.#seed,
      symbol: listing.symbol,
      recording: recordingAt(join(this.#folder, file)),
      priceStep: Number(listing.options.priceStep),
      amountStep: Number(listing.options.amountStep),
      scale,
      shift,
      tradesPerMinute: this.#tradesPerMinute,
    })
  }
}

const derivedSteps: Omit<ListingOptions, 'symbol'> = {
  ...usual,
  priceStep: '0.0001',
  amountStep: '0.01',
  minAmount: '0.01',
  minNotional: '5',
}

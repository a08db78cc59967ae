import type { Market } from '../../domain/market/market.ts'
import { type MarketText, marketFromText, marketToText } from '../../domain/market/market-text.ts'
import type { Store } from '../ports/store.ts'
import type { VenueConfig, VenueInfo } from '../ports/venue.ts'

type KeptConfig = Omit<VenueConfig, 'network'> & Partial<Pick<VenueConfig, 'network'>>

const configsKey = 'venues'
const marketsKey = (id: string): string => `venue.${id}.markets`

/** Where a venue's clock stood, so that a replay goes on from there after a restart. */
export const marketTimeKey = (venueId: string): string => `venue.${venueId}.market-time`

/** What is kept of the exchanges that the user connected: how to reach them, and their markets as last told. */
export class VenueMemory {
  readonly #store: Store
  #configs: readonly VenueConfig[] | null = null

  constructor(store: Store) {
    this.#store = store
  }

  configs(): readonly VenueConfig[] {
    this.#configs ??= this.#read()
    return this.#configs
  }

  has(id: string): boolean {
    return this.configs().some((config) => config.id === id)
  }

  /** The venue as it was last known; null when it never was. */
  info(config: VenueConfig): VenueInfo | null {
    const kept = this.#store.settings.get(marketsKey(config.id))
    if (kept === null) return null
    const { id, name, kind, exchangeId } = config
    const markets = (JSON.parse(kept) as MarketText[]).map(marketFromText)
    return { id, name, kind, exchangeId, speed: 1, markets }
  }

  /** Where the venue's clock stood at the end of the last run; null on the first. */
  marketTime(id: string): number | null {
    const kept = this.#store.settings.get(marketTimeKey(id))
    return kept === null ? null : Number(kept)
  }

  add(config: VenueConfig, markets: readonly Market[]): void {
    this.#write([...this.configs(), config])
    this.keepMarkets(config.id, markets)
  }

  keepMarkets(id: string, markets: readonly Market[]): void {
    this.#store.settings.set(marketsKey(id), JSON.stringify(markets.map(marketToText)))
  }

  remove(id: string): void {
    this.#write(this.configs().filter((config) => config.id !== id))
  }

  #read(): readonly VenueConfig[] {
    const kept = this.#store.settings.get(configsKey)
    if (kept === null) return []
    // Venues that were kept before there were other networks are on the live one.
    return (JSON.parse(kept) as KeptConfig[]).map((config) => ({ network: 'live', ...config }))
  }

  #write(configs: readonly VenueConfig[]): void {
    this.#store.settings.set(configsKey, JSON.stringify(configs))
    this.#configs = configs
  }
}

/**
 * live: the market itself. testnet: a network for tests, with prices of its own. demo: the exchange's own practice
 * trading. Bots trade simulated money on each of them.
 */
export const networks = ['live', 'testnet', 'demo'] as const
export type Network = (typeof networks)[number]

interface Exchange {
  readonly name: string
  readonly networks: readonly Network[]
}

/** Exchanges that can be connected; each was run through the contract tests against the exchange simulator. */
const known = {
  binance: { name: 'Binance', networks: ['live', 'testnet', 'demo'] },
  bybit: { name: 'Bybit', networks: ['live', 'testnet', 'demo'] },
  okx: { name: 'OKX', networks: ['live', 'demo'] },
} as const satisfies Readonly<Record<string, Exchange>>

export type ExchangeId = keyof typeof known

export const exchanges: Readonly<Record<ExchangeId, Exchange>> = known
export const exchangeIds = Object.keys(exchanges) as readonly ExchangeId[]

export const hasNetwork = (id: ExchangeId, network: Network): boolean =>
  exchanges[id].networks.includes(network)

/** Each network of an exchange is a venue of its own, so that they can be connected side by side. */
export const venueOf = (id: ExchangeId, network: Network): { readonly id: string; readonly name: string } => {
  const { name } = exchanges[id]
  return network === 'live' ? { id, name } : { id: `${id}-${network}`, name: `${name} ${network}` }
}

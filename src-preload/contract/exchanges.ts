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

/** Each was run through the contract tests against the exchange simulator. */
const tested = {
  binance: { name: 'Binance', networks: ['live', 'testnet', 'demo'] },
  bybit: { name: 'Bybit', networks: ['live', 'testnet', 'demo'] },
  okx: { name: 'OKX', networks: ['live', 'demo'] },
} as const satisfies Readonly<Record<string, Exchange>>

/** Others whose markets, candles and trades the exchange library can tell without a key. Nobody has run them here. */
const untested = {
  aster: 'Aster',
  backpack: 'Backpack',
  bequant: 'Bequant',
  binanceus: 'Binance US',
  bingx: 'BingX',
  bitget: 'Bitget',
  bitopro: 'BitoPro',
  bitstamp: 'Bitstamp',
  bittrade: 'BitTrade',
  bitvavo: 'Bitvavo',
  bullish: 'Bullish',
  bybiteu: 'Bybit EU',
  bybitid: 'Bybit Indonesia',
  coinbase: 'Coinbase Advanced',
  coinbaseexchange: 'Coinbase Exchange',
  coinex: 'CoinEx',
  cryptocom: 'Crypto.com',
  deepcoin: 'DeepCoin',
  deribit: 'Deribit',
  gate: 'Gate',
  gateeu: 'Gate EU',
  gemini: 'Gemini',
  hashkey: 'HashKey Global',
  hitbtc: 'HitBTC',
  hollaex: 'HollaEx',
  htx: 'HTX',
  hyperliquid: 'Hyperliquid',
  kraken: 'Kraken',
  kucoin: 'KuCoin',
  lbank: 'LBank',
  lighter: 'Lighter',
  myokx: 'MyOKX (EEA)',
  nado: 'Nado',
  ndax: 'NDAX',
  okxus: 'OKX (US)',
  p2b: 'p2b',
  pacifica: 'Pacifica',
  phemex: 'Phemex',
  poloniex: 'Poloniex',
  toobit: 'Toobit',
  upbit: 'Upbit',
  weex: 'Weex',
  whitebit: 'WhiteBit',
  xt: 'XT',
} as const satisfies Readonly<Record<string, string>>

export type TestedExchangeId = keyof typeof tested
type UntestedExchangeId = keyof typeof untested
export type ExchangeId = TestedExchangeId | UntestedExchangeId

export const testedExchangeIds = Object.keys(tested) as readonly TestedExchangeId[]
export const untestedExchangeIds = Object.keys(untested) as readonly UntestedExchangeId[]
export const exchangeIds: readonly ExchangeId[] = [...testedExchangeIds, ...untestedExchangeIds]

export const isTested = (id: ExchangeId): id is TestedExchangeId => Object.hasOwn(tested, id)

export const nameOf = (id: ExchangeId): string => (isTested(id) ? tested[id].name : untested[id])

/** Of an exchange that is not tested only the market itself is offered: many of the library's other addresses are stale. */
export const networksOf = (id: ExchangeId): readonly Network[] =>
  isTested(id) ? tested[id].networks : ['live']

/** What a key of an exchange consists of; the last is the passphrase of exchanges that have one. */
export const credentialFields = ['apiKey', 'secret', 'password'] as const
export type CredentialField = (typeof credentialFields)[number]

/** What an account wants to be opened. A test holds these against the exchange library. */
const wanted: Readonly<Record<TestedExchangeId, readonly CredentialField[]>> = {
  binance: ['apiKey', 'secret'],
  bybit: ['apiKey', 'secret'],
  okx: ['apiKey', 'secret', 'password'],
}

/** None where accounts are not offered. */
export const credentialsOf = (id: ExchangeId): readonly CredentialField[] => (isTested(id) ? wanted[id] : [])

/** Each network of an exchange is a venue of its own, so that they can be connected side by side. */
export const venueOf = (id: ExchangeId, network: Network): { readonly id: string; readonly name: string } => {
  const name = nameOf(id)
  return network === 'live' ? { id, name } : { id: `${id}-${network}`, name: `${name} ${network}` }
}

const onThisComputer = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/

/** Encrypted, or never leaving this computer: on the way others would read keys and change prices. */
export const isSafeAddress = (address: string): boolean => {
  const url = URL.parse(address)
  return url !== null && (/^(https|wss):$/.test(url.protocol) || onThisComputer.test(url.hostname))
}

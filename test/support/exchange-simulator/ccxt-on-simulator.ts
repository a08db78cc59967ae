import type { Exchange } from '../../../node_modules/ccxt/js/src/base/Exchange.js'
import type { ExchangeSimulator, SimulatorOptions } from './start-exchange-simulator.ts'

type ExchangeId = SimulatorOptions['exchange']

const classes: Record<ExchangeId, () => Promise<{ default: new (config: object) => Exchange }>> = {
  binance: () => import('../../../node_modules/ccxt/js/src/pro/binance.js'),
  bybit: () => import('../../../node_modules/ccxt/js/src/pro/bybit.js'),
  okx: () => import('../../../node_modules/ccxt/js/src/pro/okx.js'),
}

/** What keeps each exchange's start-up to the spot market alone. */
const lean: Record<ExchangeId, object> = {
  binance: {
    fetchMarkets: { types: ['spot'] },
    fetchCurrencies: false,
    fetchOpenOrders: { warnWithoutSymbol: false },
  },
  bybit: {
    defaultType: 'spot',
    fetchMarkets: { types: ['spot'] },
    fetchCurrencies: false,
    fetchOrder: { acknowledged: true },
  },
  okx: { fetchMarkets: { types: ['spot'] }, fetchCurrencies: false },
}

export interface CcxtChoices {
  readonly account?: number
  readonly apiKey?: string
  readonly secret?: string
  readonly password?: string
  readonly timeout?: number
  readonly options?: Readonly<Record<string, unknown>>
}

/** An unmodified ccxt pro instance with only its addresses set, signed in as one of the simulator's accounts. */
export const ccxtOn = async (
  id: ExchangeId,
  simulator: ExchangeSimulator,
  choices: CcxtChoices = {},
): Promise<Exchange> => {
  const { default: Pro } = await classes[id]()
  const account = simulator.accounts[choices.account ?? 0]
  const exchange = new Pro({
    apiKey: choices.apiKey ?? account?.apiKey,
    secret: choices.secret ?? account?.secret,
    password: choices.password ?? account?.passphrase,
    enableRateLimit: false,
    timeout: choices.timeout ?? 10_000,
    options: { ...lean[id], ...choices.options },
  })
  exchange.has.fetchCurrencies = false
  exchange.urls = { ...exchange.urls, api: { ...Object(exchange.urls.api), ...simulator.ccxtUrls } }
  // Without an agent of its own ccxt refuses addresses that begin with ws://.
  await exchange.loadHttpProxyAgent()
  return exchange
}

import type { Clock } from '../../../../engine/ports/clock.ts'
import type { Log } from '../../../../engine/ports/log.ts'
import type { Credentials } from '../../../../engine/ports/secrets.ts'
import type { Network } from '../../../../engine/ports/venue.ts'
import type { CcxtAddresses, CcxtClass } from '../ccxt-exchange.ts'
import { type DialectId, dialects } from '../dialects.ts'
import { marketRules } from '../market-rules.ts'
import type { RequestBudget } from '../request-budget.ts'
import { ServerClock } from '../server-clock.ts'
import type { Listing } from './account-names.ts'
import { hearRefusals } from './refusal.ts'
import { SignedRequests } from './signed-requests.ts'
import {
  createSigningExchange,
  describer,
  expireRequests,
  type SigningExchange,
  signWith,
} from './signing-exchange.ts'
import type { AccountWire } from './wire/account-wire.ts'
import { accountWires } from './wire/account-wires.ts'

const usualDeadlineMs = 10_000

export interface CcxtAccountOptions {
  readonly exchangeId: DialectId
  readonly exchangeClass: CcxtClass
  readonly network: Network
  readonly addresses: CcxtAddresses | null
  readonly credentials: Credentials
  /** One for all that is sent to the exchange from this computer. */
  readonly budget: RequestBudget
  readonly clock: Clock
  readonly log: Log
  /** Chance of back-off delays. */
  readonly seed: number
  /** For one request, from sending to the last byte of the answer. */
  readonly deadlineMs?: number
  /** The exchange's stream tells of what it granted within this time, or is opened again. */
  readonly echoMs?: number
}

/** An instance that can sign, knows the pairs and the exchange's time. */
export interface SignedSession {
  readonly options: Pick<CcxtAccountOptions, 'exchangeId' | 'network'>
  readonly exchange: SigningExchange
  readonly wire: AccountWire
  readonly listings: readonly Listing[]
  readonly requests: SignedRequests
  /** To be closed by who opened the session. */
  readonly serverClock: ServerClock
  readonly describe: (error: unknown) => string
  readonly deadlineMs: number
}

type Opened =
  | { readonly kind: 'answered'; readonly value: SignedSession }
  | { readonly kind: 'failed'; readonly cause: string }

/** Learns the pairs and measures the clock. Wrong credentials show only in what is asked later. */
export const openSignedSession = async (options: CcxtAccountOptions): Promise<Opened> => {
  const { exchangeId, credentials, budget, clock, network, addresses } = options
  const { deadlineMs = usualDeadlineMs } = options
  const wire = accountWires[exchangeId]
  const dialect = dialects[exchangeId]
  const describe = describer(credentials)
  try {
    const exchange = createSigningExchange(options.exchangeClass, {
      network,
      addresses,
      timeoutMs: deadlineMs,
    })
    hearRefusals(exchange, dialect, wire, budget)
    if (wire.expiry !== undefined) expireRequests(exchange, wire.expiry)
    const requests = new SignedRequests({ exchange, budget, clock, deadlineMs })
    // Needed once before plain ws:// addresses, as simulators have.
    await exchange.loadHttpProxyAgent()
    const loaded = await requests.run('data', dialect.marketsWeight, () => exchange.loadMarkets())
    const listings = Object.values(loaded).flatMap((market): Listing[] => {
      const rules = marketRules(market)
      return rules === null ? [] : [{ ...rules, capabilities: wire.capabilities(market) }]
    })
    if (listings.length === 0) return { kind: 'failed', cause: 'the exchange listed no spot market' }
    // The clock goes ahead of all that waits: what is signed with a wrong time is refused.
    const first = { ask: <T>(weight: number, work: () => Promise<T>) => requests.run('cancel', weight, work) }
    const serverClock = new ServerClock({ exchange, requests: first, clock })
    await serverClock.measure()
    signWith(exchange, credentials, () => serverClock.now())
    const session = {
      options,
      exchange,
      wire,
      listings,
      requests,
      serverClock,
      describe,
      deadlineMs,
    }
    return { kind: 'answered', value: session }
  } catch (error) {
    return { kind: 'failed', cause: describe(error) }
  }
}

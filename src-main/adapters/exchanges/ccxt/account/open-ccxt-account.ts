import type { Clock } from '../../../../engine/ports/clock.ts'
import type { Asked } from '../../../../engine/ports/exchange.ts'
import type { Log } from '../../../../engine/ports/log.ts'
import type { Credentials } from '../../../../engine/ports/secrets.ts'
import type { Network } from '../../../../engine/ports/venue.ts'
import type { CcxtAddresses, CcxtClass } from '../ccxt-exchange.ts'
import { type DialectId, dialects } from '../dialects.ts'
import { marketRules } from '../market-rules.ts'
import type { RequestBudget } from '../request-budget.ts'
import { ServerClock } from '../server-clock.ts'
import { CcxtAccount } from './ccxt-account.ts'
import { hearRefusals } from './refusal.ts'
import { SignedRequests } from './signed-requests.ts'
import { createSigningExchange, describer, signWith } from './signing-exchange.ts'
import { accountWires } from './wire/account-wires.ts'

const usualDeadlineMs = 10_000
const usualEchoMs = 10_000

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

/**
 * Opens the trading side of an account. The pairs are known and the clock is measured when it is there; its stream
 * is being opened, which a `resynchronise` event tells. Wrong credentials show only in what is asked later.
 */
export const openCcxtAccount = async (options: CcxtAccountOptions): Promise<Asked<CcxtAccount>> => {
  const { exchangeId, credentials, budget, clock, log, deadlineMs = usualDeadlineMs } = options
  const wire = accountWires[exchangeId]
  const dialect = dialects[exchangeId]
  const describe = describer(credentials)
  const { network, addresses } = options
  const exchange = createSigningExchange(options.exchangeClass, { network, addresses, timeoutMs: deadlineMs })
  hearRefusals(exchange, dialect, wire, budget)
  const requests = new SignedRequests({ exchange, budget, clock, deadlineMs })
  try {
    // Needed once before plain ws:// addresses, as simulators have.
    await exchange.loadHttpProxyAgent()
    const loaded = await requests.run('data', dialect.marketsWeight, () => exchange.loadMarkets())
    const listings = Object.values(loaded)
      .map(marketRules)
      .filter((each) => each !== null)
    if (listings.length === 0) return { kind: 'failed', cause: 'the exchange listed no spot market' }
    // The clock goes ahead of all that waits: what is signed with a wrong time is refused.
    const first = { ask: <T>(weight: number, work: () => Promise<T>) => requests.run('cancel', weight, work) }
    const serverClock = new ServerClock({ exchange, requests: first, clock })
    await serverClock.measure()
    signWith(exchange, credentials, () => serverClock.now())
    const { echoMs = usualEchoMs, seed } = options
    const parts = {
      exchange,
      name: dialect.name,
      wire,
      listings,
      requests,
      serverClock,
      clock,
      log,
      describe,
      seed,
    }
    return { kind: 'answered', value: new CcxtAccount({ ...parts, deadlineMs, echoMs }) }
  } catch (error) {
    return { kind: 'failed', cause: describe(error) }
  }
}

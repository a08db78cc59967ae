import { AccountPool } from '../../../src-main/adapters/account-pool/account-pool.ts'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import type { KeyCheck } from '../../../src-main/engine/ports/live-accounts.ts'
import type { VenueConfig } from '../../../src-main/engine/ports/venue.ts'
import type { ExchangeId } from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { inProcessAccounts } from '../../support/in-process-accounts.ts'
import { memoryLog } from '../../support/test-engine.ts'
import { openCcxt } from './ccxt-harness.ts'
import { exchangeContract } from './exchange-contract.ts'
import type { ExchangeHarness, Funds } from './harness.ts'
import { preparingContract } from './preparing.ts'

const accepted: KeyCheck = {
  kind: 'accepted',
  report: { owner: null, permissions: null, clockOffsetMs: 0, balances: [] },
}
const credentials = { apiKey: 'k', secret: 's', password: null }

/** The same accounts as by themselves, asked by messages. */
const openRemote = async (exchangeId: ExchangeId, funds: Funds): Promise<ExchangeHarness> => {
  const harness = await openCcxt(exchangeId, funds)
  let connect = async () => harness.exchange
  const start = () =>
    inProcessAccounts({
      check: async () => accepted,
      open: async () => ({ check: accepted, account: await connect() }),
    })
  const pool = new AccountPool({ start, clock: systemClock, log: memoryLog() })
  const { exchange, signed } = pool.account('one', harness.exchange.markets)
  const venue: VenueConfig = {
    id: exchangeId,
    name: exchangeId,
    kind: 'exchange',
    exchangeId,
    network: 'live',
    restUrl: null,
    wsUrl: null,
  }
  await signed.open(venue, credentials)
  connect = harness.reopen
  const { trade, fillAt, begins, worstSlip } = harness
  return {
    exchange,
    trade,
    fillAt,
    begins,
    worstSlip,
    reopen: async () => {
      await signed.open(venue, credentials)
      return exchange
    },
    close: async () => {
      await pool.end()
      await harness.close()
    },
  }
}

exchangeContract('an account in another thread', (funds) => openRemote('binance', funds), 2)
preparingContract('an account in another thread', (funds) => openRemote('binance', funds))

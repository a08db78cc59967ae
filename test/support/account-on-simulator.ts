import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import type { CcxtAccount } from '../../src-main/adapters/exchanges/ccxt/account/ccxt-account.ts'
import { openCcxtAccount } from '../../src-main/adapters/exchanges/ccxt/account/open-ccxt-account.ts'
import type { CcxtAccountOptions } from '../../src-main/adapters/exchanges/ccxt/account/signed-session.ts'
import { dialects } from '../../src-main/adapters/exchanges/ccxt/dialects.ts'
import { RequestBudget } from '../../src-main/adapters/exchanges/ccxt/request-budget.ts'
import { ccxtClass } from './ccxt-class.ts'
import type { ExchangeId, ExchangeSimulator } from './exchange-simulator/start-exchange-simulator.ts'
import { memoryLog } from './test-engine.ts'

const patienceMs = 8_000

/** Waits until the condition holds. */
export const until = async (condition: () => boolean): Promise<void> => {
  const deadline = performance.now() + patienceMs
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`not so within ${patienceMs} ms: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

export const budgetOf = (exchangeId: ExchangeId): RequestBudget => {
  const { capacity, windowMs } = dialects[exchangeId]
  return new RequestBudget({ clock: systemClock, capacity, windowMs })
}

export interface OpenedAccount {
  readonly account: CcxtAccount
  readonly log: ReturnType<typeof memoryLog>
}

/** The first account of a simulated exchange, before its stream is there. */
export const openAccountOn = async (
  exchangeId: ExchangeId,
  simulator: ExchangeSimulator,
  change: Partial<CcxtAccountOptions> = {},
): Promise<OpenedAccount> => {
  const [owner] = simulator.accounts
  if (owner === undefined) throw new Error('the simulator has no account')
  const log = memoryLog()
  const opened = await openCcxtAccount({
    exchangeId,
    exchangeClass: await ccxtClass(exchangeId),
    network: 'live',
    addresses: simulator.ccxtUrls,
    credentials: { apiKey: owner.apiKey, secret: owner.secret, password: owner.passphrase },
    budget: budgetOf(exchangeId),
    clock: systemClock,
    log,
    seed: 1,
    ...change,
  })
  if (opened.kind === 'failed') throw new Error(opened.cause)
  return { account: opened.value, log }
}

import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { seedBooks, seedOrder } from '../../support/hand-books.ts'
import { startHandEngine } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { inBenchFolder } from '../support/bench-folder.ts'
import type { Entry } from '../support/entry.ts'
import { openStore } from '../support/open-store.ts'

const orders = 500
/** Orders of which the exchange's list says otherwise than our books: filled in part while the app was down. */
const moved = 10
const answerMs = 50
const rounds = 5

/** An exchange at a usual distance. */
class DistantExchange extends HandExchange {
  override async order(id: string) {
    await delay(answerMs)
    return super.order(id)
  }
  override async openOrders() {
    await delay(answerMs)
    return super.openOrders()
  }
  override async fills(id: string) {
    await delay(answerMs)
    return super.fills(id)
  }
  override async balances() {
    await delay(answerMs)
    return super.balances()
  }
}

/** @returns ms from opening the data folder until the engine may trade */
const measure = (): Promise<number> =>
  inBenchFolder(async (folder) => {
    const exchange = new DistantExchange({ USDT: '10000' })
    const before = openStore(folder)
    seedBooks(before.store)
    for (let index = 0; index < orders; index += 1)
      exchange.place(seedOrder(before.store, `o${index}`, 'open'))
    before.close()
    for (let index = 0; index < moved; index += 1) exchange.fill(`o${index}`, '0.01', '49000')
    const startedAt = performance.now()
    const data = openStore(folder)
    const { engine } = await startHandEngine(data.store, systemClock, exchange)
    const tookMs = performance.now() - startedAt
    const { asking, unconfirmed, mismatches, positions } = engine.books
    const isReady = asking.size + unconfirmed.size + mismatches.size === 0 && positions.size === moved
    await engine.stop()
    data.close()
    if (!isReady) throw new Error('the engine started and may not trade')
    return tookMs
  })

/** How soon the engine may trade again when it left 500 orders open. */
export const restartOrders: Entry = {
  names: ['engine.restart-500-orders'],
  run: async (say) => {
    say(
      `engine.restart-500-orders: ${orders} open, ${moved} filled in part meanwhile, answers after ${answerMs} ms`,
    )
    const samples: number[] = []
    for (let round = 0; round < rounds; round += 1) samples.push(await measure())
    const goal = { words: '≤ 3000 ms', met: ({ median }: { median: number }) => median <= 3_000 }
    return [{ name: 'engine.restart-500-orders', unit: 'ms', samples, goal }]
  },
}

import type { Engine } from '../engine/engine.ts'
import type { Clock } from '../engine/ports/clock.ts'
import { within } from './within.ts'

/** Longer than an exchange takes to end an order; what is left then is settled at the next start. */
const patienceMs = 10_000
const lookMs = 100

/**
 * Stops every bot that runs, and waits until their entries have ended: what is held keeps its stops at the exchange.
 * A stopped bot does not go on at the next start.
 */
export const stopSafely = async (engine: Engine, clock: Clock): Promise<void> => {
  await engine.command(({ bots, roster }) => {
    for (const { bot } of roster.all()) if (bot.wish !== 'stopped') bots.stop(bot.id, 'keep')
  })
  const isSettled = () =>
    [...engine.books.orders.values()].every(({ order }) => order.purpose === 'protection')
  const settled = new Promise<void>((resolve) => {
    if (isSettled()) return resolve()
    const end = clock.every(lookMs, () => {
      if (!isSettled()) return
      end()
      resolve()
    })
    clock.after(patienceMs, end)
  })
  await within(clock, patienceMs, settled, undefined)
}

import { expect } from 'vitest'
import type { Order } from '../../src-main/domain/orders/order.ts'
import type { Position } from '../../src-main/domain/positions/position.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { Store } from '../../src-main/engine/ports/store.ts'
import type { FakeClock } from './fake-clock.ts'
import { countingIds, demoBot, startTestEngine, type TestEngine } from './test-engine.ts'

export const heldSymbol = 'BTC/USDT'

interface HeldPosition extends TestEngine {
  readonly position: Position
}

/** Moves time until it is so. */
export const advanceUntil = async (clock: FakeClock, holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 400 && !holds(); tries += 1) await clock.advance(250)
  expect(holds()).toBe(true)
}

/** A position of a bot that is stopped since: only its stop sells it. */
export const holdPosition = async (
  store: Store,
  clock: FakeClock,
  prepare: (engine: Engine) => void = () => {},
): Promise<HeldPosition> => {
  const started = await startTestEngine(store, clock, { ids: countingIds('a-') })
  prepare(started.engine)
  const settings = {
    ...demoBot('Held', heldSymbol, { coolDownSeconds: '0', stopLoss: '0.4' }),
    parameters: { fast: '2', slow: '3' },
  }
  const { books } = started.engine
  await started.engine.command((engine) => engine.startBots([settings]))
  await advanceUntil(clock, () => books.positions.size === 1)
  const [bought] = books.positions.values()
  await started.engine.command(({ bots }) => bots.stop(bought?.botId ?? '', 'keep'))
  await advanceUntil(clock, () => books.pendingOf(bought?.botId ?? '', heldSymbol) === undefined)
  const [position] = books.positions.values()
  if (position === undefined) throw new Error('nothing is held')
  return { ...started, position }
}

/** The order that waits at the exchange for a position's stop. */
export const protectionOf = (engine: Engine, positionId: string): Order | undefined =>
  [...engine.books.orders.values()]
    .map(({ order }) => order)
    .find((order) => order.purpose === 'protection' && order.positionId === positionId)

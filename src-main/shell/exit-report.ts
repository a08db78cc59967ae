import type { AppView } from '../../src-preload/contract/views.ts'
import type { Engine } from '../engine/engine.ts'
import type { Store } from '../engine/ports/store.ts'
import { moneyViews } from './views/engine-view.ts'

/** The report's money is in this currency: amounts of different ones are never added. */
const currency = 'USDT'

/**
 * The one line that `--exit-after` prints. Counts of candles and errors are of this run, the others of the whole
 * data folder; money is exact, written as JSON numbers digit by digit.
 */
export const exitReport = (engine: Engine, store: Store, info: AppView, errors: number): string => {
  const money = moneyViews(engine, store).find((view) => view.currency === currency)
  const counts = {
    bots: engine.roster.size,
    candles: engine.candlesSeen,
    decisions: store.decisions.count(null),
    orders: store.orders.count(),
    fills: store.fills.count(),
    openPositions: engine.books.positions.size,
  }
  const head = {
    version: info.version,
    electron: info.electron,
    node: info.node,
    sqlite: info.sqlite,
    mode: 'paper',
    ...counts,
  }
  // JSON.stringify would round amounts to a double: their exact text is put in by hand.
  const exact = `"realizedPnl":${money?.realizedPnl ?? '0'},"equity":${money?.equity ?? '0'},"errors":${errors}`
  return `${JSON.stringify(head).slice(0, -1)},${exact}}`
}

/** The same line when nothing could be opened. */
export const blockedReport = (info: AppView, errors: number): string =>
  JSON.stringify({
    version: info.version,
    electron: info.electron,
    node: info.node,
    sqlite: info.sqlite,
    mode: 'blocked',
    bots: 0,
    candles: 0,
    decisions: 0,
    orders: 0,
    fills: 0,
    openPositions: 0,
    realizedPnl: 0,
    equity: 0,
    errors,
  })

import { fullSpot, type OrderCapabilities } from '../../../../../domain/orders/capabilities.ts'
import { usualLateMs } from '../../../../../engine/ports/exchange.ts'
import type { DialectId } from '../../dialects.ts'
import { escapedClientIds, plainClientIds } from '../client-ids.ts'
import type { AccountWire } from './account-wire.ts'
import { binanceCapabilities } from './binance-orders.ts'
import { binanceRequests } from './binance-requests.ts'
import { binanceStream } from './binance-stream.ts'
import { binanceWords } from './binance-words.ts'
import { bybitRequests } from './bybit-requests.ts'
import { bybitStream } from './bybit-stream.ts'
import { bybitWords } from './bybit-words.ts'
import { okxRequests } from './okx-requests.ts'
import { okxStreams } from './okx-stream.ts'
import { okxWords } from './okx-words.ts'

/** Binance cannot: there another order takes the place, under an id of its own. */
const amending: OrderCapabilities = { ...fullSpot, amendsStops: true }

export const accountWires: Readonly<Record<DialectId, AccountWire>> = {
  binance: {
    lateMs: usualLateMs,
    capabilities: binanceCapabilities,
    clientIds: plainClientIds,
    streams: [binanceStream],
    ...binanceRequests,
    ...binanceWords,
  },
  bybit: {
    lateMs: usualLateMs,
    capabilities: () => amending,
    clientIds: plainClientIds,
    streams: [bybitStream],
    ...bybitRequests,
    ...bybitWords,
  },
  okx: {
    // It accepts requests that were signed thirty seconds ago, but for those that may name a time of their own.
    lateMs: { orders: usualLateMs.orders, stops: 35_000 },
    expiry: { header: 'expTime', paths: ['trade/order'] },
    capabilities: () => amending,
    clientIds: escapedClientIds,
    streams: okxStreams,
    ...okxRequests,
    ...okxWords,
  },
}

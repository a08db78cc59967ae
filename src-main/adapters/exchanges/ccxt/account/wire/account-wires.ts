import type { DialectId } from '../../dialects.ts'
import { escapedClientIds, plainClientIds } from '../client-ids.ts'
import type { AccountWire } from './account-wire.ts'
import { binanceRequests } from './binance-requests.ts'
import { binanceStream } from './binance-stream.ts'
import { binanceWords } from './binance-words.ts'
import { bybitRequests } from './bybit-requests.ts'
import { bybitStream } from './bybit-stream.ts'
import { bybitWords } from './bybit-words.ts'
import { okxRequests } from './okx-requests.ts'
import { okxStream } from './okx-stream.ts'
import { okxWords } from './okx-words.ts'

export const accountWires: Readonly<Record<DialectId, AccountWire>> = {
  binance: { clientIds: plainClientIds, stream: binanceStream, ...binanceRequests, ...binanceWords },
  bybit: { clientIds: plainClientIds, stream: bybitStream, ...bybitRequests, ...bybitWords },
  okx: { clientIds: escapedClientIds, stream: okxStream, ...okxRequests, ...okxWords },
}

import { subscribe } from 'node:diagnostics_channel'
import { BroadcastChannel } from 'node:worker_threads'
import '../../../../src-main/workers/account.worker.ts'
import { sentOrders } from './sent-orders.ts'

/** Seldom, so that to tell of one order holds up no other. */
const tellEveryMs = 500

let sent: [string, number][] = []

// The HTTP library tells of it once a request's head and body were written to the socket.
subscribe('undici:request:bodySent', (message) => {
  const at = Number(process.hrtime.bigint()) / 1e6
  const { request } = message as { readonly request: { readonly path: string; readonly body: Buffer | null } }
  if (request.path !== '/v5/order/create') return
  const { orderLinkId } = JSON.parse(String(request.body)) as { readonly orderLinkId: string }
  sent.push([orderLinkId, at])
})

const channel = new BroadcastChannel(sentOrders)
setInterval(() => {
  if (sent.length > 0) channel.postMessage(sent)
  sent = []
}, tellEveryMs).unref()

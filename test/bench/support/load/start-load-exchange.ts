import { join } from 'node:path'
import { startForked } from './forked.ts'
import type { ClosingSent, LoadQuestion, OpenedLoad } from './load-exchange.ts'

/** An exchange in a process of its own, so that making the load takes nothing from what is measured. */
export const startLoadExchange = async (pairs: number) => {
  const forked = startForked<LoadQuestion, unknown>(join(import.meta.dirname, 'load-exchange.ts'))
  const opened = forked.ask({ do: 'open', pairs }) as Promise<OpenedLoad>
  // One that cannot open would keep the benchmark from ending.
  opened.catch(() => forked.close())
  const { restUrl, wsUrl, symbols } = await opened
  return {
    restUrl,
    symbols,
    /** Where a client of this name is to connect. */
    wsUrlOf: (client: string) => `${wsUrl}/${client}`,
    awaitListener: (client: string) => forked.ask({ do: 'await', client }),
    flood: (client: string, messages: number) =>
      forked.ask({ do: 'send', client, messages, perSecond: null }),
    /** @returns the messages that closed a candle */
    pace: (client: string, messages: number, perSecond: number) =>
      forked.ask({ do: 'send', client, messages, perSecond }) as Promise<readonly ClosingSent[]>,
    /** REST requests since the last call. */
    countRequests: () => forked.ask({ do: 'count' }) as Promise<number>,
    close: () => forked.close(),
  }
}

export type LoadExchange = Awaited<ReturnType<typeof startLoadExchange>>

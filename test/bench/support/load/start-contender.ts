import { join } from 'node:path'
import type { ContenderKind, ContenderQuestion, Taken } from './contender.ts'
import { startForked } from './forked.ts'
import type { LoadExchange } from './start-load-exchange.ts'

/** One way to take the stream, in a process of its own, listening to all pairs of the exchange. */
export const startContender = async (kind: ContenderKind, exchange: LoadExchange) => {
  const forked = startForked<ContenderQuestion, unknown>(join(import.meta.dirname, 'contender.ts'), [kind])
  const { restUrl, symbols } = exchange
  await forked.ask({ do: 'listen', restUrl, wsUrl: exchange.wsUrlOf(kind), symbols })
  await exchange.awaitListener(kind)
  return {
    /** Microseconds of CPU per message, of so many at a rate; as fast as they are taken without one. */
    async cpuPerMessage(messages: number, perSecond: number | null): Promise<number> {
      await forked.ask({ do: 'begin' })
      const sent =
        perSecond === null ? exchange.flood(kind, messages) : exchange.pace(kind, messages, perSecond)
      const [taken] = await Promise.all([forked.ask({ do: 'end', messages }) as Promise<Taken>, sent])
      if (taken.messages !== messages)
        throw new Error(`${kind} took ${taken.messages} messages of ${messages}`)
      return taken.cpuMicroseconds / messages
    },
    close: () => forked.close(),
  }
}

export type Contender = Awaited<ReturnType<typeof startContender>>

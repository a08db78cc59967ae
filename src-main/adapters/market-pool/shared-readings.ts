import type { AnalysisMessage } from '../../engine/ports/analysis.ts'

type ReadingMessage = Extract<AnalysisMessage, { kind: 'reading' }>

/** More bots that are told the reading before it, and the version of each one's task: two lists are copied fastest. */
interface AlsoReadBy {
  readonly kind: 'also-read-by'
  readonly botIds: string[]
  readonly versions: number[]
}

/** What goes from thread to thread: many bots that share a reading cost little more than one. */
export type ThreadMessage = AnalysisMessage | AlsoReadBy

const isSame = (one: ReadingMessage, other: ReadingMessage): boolean =>
  one.reading === other.reading &&
  one.symbol === other.symbol &&
  one.price === other.price &&
  one.trueRange === other.trueRange &&
  one.marketTime === other.marketTime &&
  one.final === other.final &&
  one.receivedAt === other.receivedAt

/** Readings in a row that differ only in the bot become one. */
export const withSharedReadings = (messages: readonly AnalysisMessage[]): readonly ThreadMessage[] => {
  const packed: ThreadMessage[] = []
  let last: ReadingMessage | null = null
  let others: AlsoReadBy | null = null
  for (const message of messages) {
    if (message.kind !== 'reading' || last === null || !isSame(last, message)) {
      packed.push(message)
      last = message.kind === 'reading' ? message : null
      others = null
      continue
    }
    if (others === null) {
      others = { kind: 'also-read-by', botIds: [], versions: [] }
      packed.push(others)
    }
    others.botIds.push(message.botId)
    others.versions.push(message.version)
  }
  return packed
}

/** As they were before. */
export function* withReadingsOfEach(messages: Iterable<ThreadMessage>): Generator<AnalysisMessage> {
  let last: ReadingMessage | null = null
  for (const message of messages) {
    if (message.kind !== 'also-read-by') {
      if (message.kind === 'reading') last = message
      yield message
      continue
    }
    if (last === null) throw new Error('bots share a reading that was not told')
    for (const [index, botId] of message.botIds.entries()) {
      // A task without a version does not exist: what was read for it is dropped.
      yield { ...last, botId, version: message.versions[index] ?? Number.NaN }
    }
  }
}

import type { FeedMessage, Snapshot, Topic } from '../../src-preload/contract/feed.ts'
import type { Reply } from '../../src-preload/contract/replies.ts'
import { applyBody, applySnapshot, type Projection } from './projection.ts'

export interface FeedSource {
  watch(topics: readonly Topic[]): Promise<Reply<Snapshot>>
  onFeed(listener: (message: FeedMessage) => void): () => void
}
export interface FeedSink {
  update(change: (state: Projection) => Projection): void
  /** Null after a success: why the engine's state could not be had. */
  failed(message: string | null): void
  navigate(to: string): void
}

/** Messages kept while a snapshot is on its way; beyond this the oldest go and the gap asks again. */
const waitingBound = 1000

/**
 * Keeps the window's copy in step: a snapshot for the topics that are wanted, then messages in sequence. A gap
 * means that something was lost, and asks for everything again.
 */
export class FeedSync {
  readonly #source: FeedSource
  readonly #sink: FeedSink
  readonly #stop: () => void
  #topics: readonly Topic[] = []
  #seq = -1
  #turn = 0
  #asking = false
  #waiting: FeedMessage[] = []
  #closed = false

  constructor(source: FeedSource, sink: FeedSink) {
    this.#source = source
    this.#sink = sink
    this.#stop = source.onFeed((message) => this.#receive(message))
  }

  /** Replaces the list of topics. Of several calls under way, the latest one's answer counts. */
  async watch(topics: readonly Topic[]): Promise<void> {
    this.#topics = topics
    this.#asking = true
    this.#turn += 1
    const turn = this.#turn
    const reply = await this.#source.watch(topics)
    if (turn !== this.#turn || this.#closed) return
    this.#asking = false
    if (!reply.ok) {
      this.#seq = -1
      this.#waiting = []
      this.#sink.failed(reply.error.message)
      return
    }
    this.#seq = reply.data.seq
    this.#sink.failed(null)
    this.#sink.update(() => applySnapshot(reply.data))
    const waiting = this.#waiting
    this.#waiting = []
    for (const message of waiting) this.#follow(message)
  }

  retry(): Promise<void> {
    return this.watch(this.#topics)
  }

  close(): void {
    this.#closed = true
    this.#stop()
  }

  #receive(message: FeedMessage): void {
    // Where to go is no state: a snapshot does not make up for it, so it waits for none and no gap swallows it.
    if (message.body.kind === 'navigate') this.#sink.navigate(message.body.to)
    this.#follow(message)
  }

  #follow(message: FeedMessage): void {
    if (this.#asking) {
      this.#waiting.push(message)
      if (this.#waiting.length > waitingBound) this.#waiting.shift()
      return
    }
    if (this.#seq < 0 || message.seq <= this.#seq) return
    if (message.seq !== this.#seq + 1) {
      void this.watch(this.#topics)
      return
    }
    this.#seq = message.seq
    if (message.body.kind !== 'navigate') this.#sink.update((state) => applyBody(state, message.body))
  }
}

import type { FeedBody, FeedMessage, Snapshot, Topic } from '../../../src-preload/contract/feed.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Log } from '../../engine/ports/log.ts'
import { messageOf } from '../message-of.ts'
import { PendingBodies } from './pending-bodies.ts'
import type { TopicBodies } from './topic-bodies.ts'

/** At most this often a topic is sent; the newest value wins. */
const periodMs = 100
/** The engine's own figures, the market's clock among them. */
const enginePeriodMs = 250
/** A body that fails does so ten times a second: each message is logged once, and so many different ones. */
const loggedFailures = 20

interface PublisherParts {
  readonly bodies: TopicBodies
  readonly clock: Clock
  readonly log: Log
  readonly send: (message: FeedMessage) => void
}

/**
 * Keeps the window's copy up to date: gathers what changed on the topics it wants and sends it in numbered
 * messages. While the window is hidden only alerts go out; when it shows again it asks for a snapshot.
 */
export class FeedPublisher {
  readonly #parts: PublisherParts
  readonly #pending: PendingBodies
  readonly #ends: (() => void)[]
  readonly #failures = new Set<string>()
  #topics: readonly Topic[] = []
  #seq = 0
  #visible = true
  #engineSentAt = 0
  #engineDirty = true

  constructor(parts: PublisherParts) {
    this.#parts = parts
    this.#pending = new PendingBodies(parts.bodies)
    this.#ends = [
      parts.bodies.changes.subscribe((change) => {
        if (change.kind === 'engine') this.#engineDirty = true
        if (change.kind === 'alert' || change.kind === 'alerts-changed') {
          this.#guarded(() => this.publish(parts.bodies.alerts()))
        } else if (this.#visible) this.#guarded(() => this.#pending.note(change, this.#topics))
      }),
      parts.clock.every(periodMs, () => this.#flush()),
    ]
  }

  /** Replaces the topic list and answers with the state of all of it. */
  async watch(topics: readonly Topic[]): Promise<Snapshot> {
    const { bodies, clock } = this.#parts
    this.#topics = topics
    bodies.watchMarkets(topics)
    // History is asked after the topics are set, so that no candle falls between the two.
    const history = await bodies.candleHistory(topics)
    this.#flush()
    return { seq: this.#seq, at: clock.now(), bodies: [...bodies.all(topics), ...history] }
  }

  setVisible(visible: boolean): void {
    if (visible === this.#visible) return
    this.#visible = visible
    if (!visible) this.#pending.clear()
    // Skipping a number makes the window ask for everything anew.
    else this.#seq += 1
  }

  publish(body: FeedBody): void {
    this.#seq += 1
    this.#parts.send({ seq: this.#seq, at: this.#parts.clock.now(), body })
  }

  close(): void {
    for (const end of this.#ends) end()
    this.#parts.bodies.watchMarkets([])
  }

  #flush(): void {
    if (!this.#visible) return
    const now = this.#parts.clock.monotonic()
    if (this.#engineDirty || now - this.#engineSentAt >= enginePeriodMs) {
      this.#engineSentAt = now
      this.#engineDirty = false
      this.#guarded(() => this.publish(this.#parts.bodies.engine()))
    }
    this.#guarded(() => {
      for (const body of this.#pending.take(now)) this.publish(body)
    })
  }

  /** What the window cannot be told must stop neither the rest of the feed nor the engine that announces it. */
  #guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      const message = messageOf(error)
      if (this.#failures.has(message) || this.#failures.size >= loggedFailures) return
      this.#failures.add(message)
      this.#parts.log.error('feed.failed', { message })
    }
  }
}

import type { FeedBody, FeedMessage, Snapshot } from '../../../src-preload/contract/feed.ts'
import type { PreloadApi } from '../../../src-preload/contract/preload-api.ts'
import type { Reply } from '../../../src-preload/contract/replies.ts'
import type { RequestInput, RequestName, RequestOutput } from '../../../src-preload/contract/requests.ts'

type Answer<N extends RequestName> = (input: RequestInput<N>) => Reply<RequestOutput<N>>
type Answers = { [N in RequestName]?: Answer<N> }

export interface Asked {
  readonly name: RequestName
  readonly input: unknown
}

/** Answers what a test says it answers, remembers what was asked, and sends the feed messages it is told to. */
export class StubEngine {
  readonly asked: Asked[] = []
  readonly #answers: Answers = {}
  readonly #listeners = new Set<(message: FeedMessage) => void>()
  bodies: FeedBody[] = []
  seq = 0

  constructor() {
    this.answer('watch', () => ({ ok: true, data: this.snapshot() }))
    this.answer('app.info', () => ({
      ok: true,
      data: {
        version: '0.1.0',
        electron: '45',
        node: '24',
        sqlite: '3',
        platform: 'linux',
        runtimeSupported: true,
        notifications: true,
        dataFolder: '/data',
      },
    }))
  }

  answer<N extends RequestName>(name: N, answer: Answer<N>): void {
    Object.assign(this.#answers, { [name]: answer })
  }

  snapshot(): Snapshot {
    return { seq: this.seq, at: 0, bodies: this.bodies }
  }

  send(body: FeedBody, skip = 0): void {
    this.seq += 1 + skip
    const message = { seq: this.seq, at: 0, body }
    for (const listener of this.#listeners) listener(message)
  }

  askedFor(name: RequestName): readonly unknown[] {
    return this.asked.filter((asked) => asked.name === name).map((asked) => asked.input)
  }

  install(): void {
    const api: PreloadApi = {
      ask: async <N extends RequestName>(
        name: N,
        input: RequestInput<N>,
      ): Promise<Reply<RequestOutput<N>>> => {
        this.asked.push({ name, input })
        const answer = this.#answers[name] as Answer<N> | undefined
        return answer?.(input) ?? { ok: false, error: { code: 'UNKNOWN_REQUEST', message: name } }
      },
      onFeed: (listener) => {
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
    }
    Object.assign(window, { auronex: api })
  }
}

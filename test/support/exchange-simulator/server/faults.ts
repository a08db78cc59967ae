import { type Random, seededRandom, seedOf } from '../../../../src-main/domain/random.ts'

export type RequestEffect =
  /** Answers this instead: an error, a page of HTML with status 200. */
  | {
      readonly kind: 'reply'
      readonly status: number
      readonly body: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Sends the headers and the first bytes of the body, then nothing. */
  | { readonly kind: 'stall' }
  /** Resets the connection. */
  | { readonly kind: 'drop' }
  /** The request arrives twice. */
  | { readonly kind: 'repeat' }

export type MessageEffect =
  | { readonly kind: 'lose' }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Goes out after the next message of the same topic and connection. */
  | { readonly kind: 'reorder' }
  | { readonly kind: 'replace'; readonly text: string }
  /** Ends the connection instead of sending. */
  | { readonly kind: 'drop' }

interface Filter {
  /** Route, topic or path; `*` stands for anything. */
  readonly match?: string
  /** Pair, as `BTC/USDT`. */
  readonly symbol?: string
  /** Lets this many pass first. */
  readonly skip?: number
  /** Strikes at most this often; once when absent, 0 for ever. */
  readonly times?: number
  /** Strikes with this probability, by the simulator's seed. */
  readonly chance?: number
}

/** Something that goes wrong. Plain data, so that it can be sent to the control port. */
export type Fault = Filter &
  (
    | {
        readonly on: 'request'
        /** 'before': the request never takes effect; 'after': it does, and only the answer is lost. */
        readonly when: 'before' | 'after'
        readonly effect: RequestEffect
      }
    | { readonly on: 'message'; readonly effect: MessageEffect }
    | {
        readonly on: 'connect'
        readonly effect:
          | { readonly kind: 'refuse'; readonly status: number }
          | { readonly kind: 'hang' | 'drop' }
      }
    | { readonly on: 'subscribe'; readonly effect: { readonly kind: 'reject' | 'ignore' } }
    /** Pings of every kind stay unanswered. */
    | { readonly on: 'ping'; readonly effect: { readonly kind: 'ignore' } }
  )

type On<Kind extends Fault['on']> = Extract<Fault, { readonly on: Kind }>

export interface Subject {
  readonly name: string
  /** True when the thing concerns the pair. */
  concerns(symbol: string): boolean
}

interface Armed {
  readonly fault: Fault
  readonly pattern: RegExp
  readonly random: Random
  passed: number
  struck: number
}

const patternOf = (match: string): RegExp =>
  new RegExp(`^${match.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i')

/** The faults in force. The same faults in the same order with the same seed strike the same requests and messages. */
export class Faults {
  readonly #seed: number
  #armed: Armed[] = []
  #count = 0

  constructor(seed: number) {
    this.#seed = seed
  }

  /** Returns the function that ends the fault. */
  add(fault: Fault): () => void {
    const random = seededRandom(seedOf(this.#seed, 'fault', this.#count))
    const armed = { fault, pattern: patternOf(fault.match ?? '*'), random, passed: 0, struck: 0 }
    this.#count += 1
    this.#armed.push(armed)
    return () => {
      this.#armed = this.#armed.filter((other) => other !== armed)
    }
  }

  /** Ends all faults and starts their sequence over. */
  clear(): void {
    this.#armed = []
    this.#count = 0
  }

  /** The first fault that strikes this, and how often it has struck. */
  strike<Kind extends Fault['on']>(on: Kind, subject: Subject, when?: 'before' | 'after'): On<Kind> | null {
    for (const armed of this.#armed) {
      const { fault } = armed
      if (fault.on !== on || !armed.pattern.test(subject.name)) continue
      if (fault.on === 'request' && fault.when !== when) continue
      if (fault.symbol !== undefined && !subject.concerns(fault.symbol)) continue
      const times = fault.times ?? 1
      if (times > 0 && armed.struck >= times) continue
      if (armed.passed < (fault.skip ?? 0)) {
        armed.passed += 1
        continue
      }
      if (fault.chance !== undefined && armed.random() >= fault.chance) continue
      armed.struck += 1
      return fault as On<Kind>
    }
    return null
  }
}

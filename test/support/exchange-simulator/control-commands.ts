import type { Control } from './control.ts'
import type { Fault } from './server/faults.ts'
import {
  anything,
  decimal,
  either,
  fields,
  flag,
  number,
  one,
  optional,
  type Shape,
  text,
  texts,
  whole,
} from './shape.ts'

export type Command =
  | { readonly do: 'fault'; readonly fault: Fault }
  | { readonly do: 'mute'; readonly match?: string }
  | { readonly do: 'clear-faults' | 'drop-streams' | 'counts' | 'clear-counts' }
  | { readonly do: 'restart'; readonly downMs?: number }
  | { readonly do: 'clock'; readonly offsetMs: number }
  | { readonly do: 'speed'; readonly speed: number }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'limit-requests'; readonly limit: number }
  | { readonly do: 'halt' | 'resume' | 'delist'; readonly symbol: string }
  | {
      readonly do: 'account'
      readonly account: string
      readonly canTrade?: boolean
      readonly canWithdraw?: boolean
    }
  | { readonly do: 'transfer'; readonly account: string; readonly currency: string; readonly amount: string }
  | { readonly do: 'fill'; readonly orderId: string; readonly amount: string; readonly price?: string }
  | { readonly do: 'end-user-streams'; readonly account: string }

const hour = 3_600_000
const week = 168 * hour
const anyCount = whole(0, Number.MAX_SAFE_INTEGER)
const status = whole(100, 599)
const delay = fields({ kind: one('delay'), ms: number(0, hour) })
const plain = (...kinds: readonly string[]): Shape => fields({ kind: one(...kinds) })
const reply = fields({ kind: one('reply'), status, body: anything, headers: optional(texts) })

const faultOn = (on: Fault['on'], effect: Shape, more: Readonly<Record<string, Shape>> = {}): Shape =>
  fields({
    on: one(on),
    match: optional(text),
    symbol: optional(text),
    skip: optional(anyCount),
    times: optional(anyCount),
    chance: optional(number(0, 1)),
    effect,
    ...more,
  })
const fault = either(
  faultOn('request', either(plain('hang', 'stall', 'drop', 'repeat'), delay, reply), {
    when: one('before', 'after'),
  }),
  faultOn(
    'message',
    either(plain('lose', 'repeat', 'reorder', 'drop'), delay, fields({ kind: one('replace'), text })),
  ),
  faultOn('connect', either(plain('hang', 'drop'), fields({ kind: one('refuse'), status }))),
  faultOn('subscribe', plain('reject', 'ignore')),
  faultOn('ping', plain('ignore')),
)

const shapes: Readonly<Record<Command['do'], Readonly<Record<string, Shape>>>> = {
  fault: { fault },
  mute: { match: optional(text) },
  'clear-faults': {},
  'drop-streams': {},
  counts: {},
  'clear-counts': {},
  restart: { downMs: optional(number(0, hour)) },
  clock: { offsetMs: number(-week, week) },
  speed: { speed: number(0, 100_000) },
  advance: { ms: whole(0, week) },
  'limit-requests': { limit: anyCount },
  halt: { symbol: text },
  resume: { symbol: text },
  delist: { symbol: text },
  account: { account: text, canTrade: optional(flag), canWithdraw: optional(flag) },
  transfer: { account: text, currency: text, amount: decimal },
  fill: { orderId: text, amount: decimal, price: optional(decimal) },
  'end-user-streams': { account: text },
}

/** Null when the text is no command. */
export const parseCommand = (json: string): Command | null => {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return null
  }
  const fitting = Object.entries(shapes).some(([name, shape]) => fields({ do: one(name), ...shape })(value))
  return fitting ? (value as Command) : null
}

/** Does it and returns what there is to say. @throws RangeError for a pair, order or account that does not exist */
export const obey = async (control: Control, order: Command): Promise<unknown> => {
  switch (order.do) {
    case 'fault':
      control.fault(order.fault)
      break
    case 'clear-faults':
      control.clearFaults()
      break
    case 'mute':
      control.mute(order.match)
      break
    case 'drop-streams':
      control.dropStreams()
      break
    case 'restart':
      await control.restart(order.downMs)
      break
    case 'clock':
      control.clock.offsetMs = order.offsetMs
      break
    case 'speed':
      control.market.run(order.speed)
      break
    case 'advance':
      control.market.advance(order.ms)
      break
    case 'limit-requests':
      control.limitRequests(order.limit)
      break
    case 'halt':
    case 'resume':
    case 'delist':
      control[order.do](order.symbol)
      break
    case 'account': {
      const account = control.account(order.account)
      account.canTrade = order.canTrade ?? account.canTrade
      account.canWithdraw = order.canWithdraw ?? account.canWithdraw
      break
    }
    case 'transfer':
      control.transfer(control.account(order.account), order.currency, order.amount)
      break
    case 'fill':
      control.fill(order.orderId, order.amount, order.price)
      break
    case 'end-user-streams':
      control.endUserStreams(control.account(order.account))
      break
    case 'counts':
      return control.counts.toJSON()
    case 'clear-counts':
      control.counts.clear()
      break
  }
  return {}
}

import { z } from 'zod'
import type { Control } from './control.ts'
import type { Fault } from './server/faults.ts'

const filter = {
  match: z.string().optional(),
  symbol: z.string().optional(),
  skip: z.int().min(0).optional(),
  times: z.int().min(0).optional(),
  chance: z.number().min(0).max(1).optional(),
}
const plain = (...kinds: readonly [string, ...string[]]) => z.strictObject({ kind: z.enum(kinds) })
const delay = z.strictObject({ kind: z.literal('delay'), ms: z.number().min(0) })

const fault = z.discriminatedUnion('on', [
  z.strictObject({
    ...filter,
    on: z.literal('request'),
    when: z.enum(['before', 'after']),
    effect: z.union([
      plain('hang', 'stall', 'drop', 'repeat'),
      delay,
      z.strictObject({
        kind: z.literal('reply'),
        status: z.int().min(100).max(599),
        body: z.unknown(),
        headers: z.record(z.string(), z.string()).optional(),
      }),
    ]),
  }),
  z.strictObject({
    ...filter,
    on: z.literal('message'),
    effect: z.union([
      plain('lose', 'repeat', 'reorder', 'drop'),
      delay,
      z.strictObject({ kind: z.literal('replace'), text: z.string() }),
    ]),
  }),
  z.strictObject({
    ...filter,
    on: z.literal('connect'),
    effect: z.union([
      plain('hang', 'drop'),
      z.strictObject({ kind: z.literal('refuse'), status: z.int().min(100).max(599) }),
    ]),
  }),
  z.strictObject({ ...filter, on: z.literal('subscribe'), effect: plain('reject', 'ignore') }),
  z.strictObject({ ...filter, on: z.literal('ping'), effect: plain('ignore') }),
])

const decimal = z.string().regex(/^-?\d+(\.\d{1,18})?$/)

const command = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('fault'), fault }),
  z.strictObject({ do: z.literal('clear-faults') }),
  z.strictObject({ do: z.literal('mute'), match: z.string().default('*') }),
  z.strictObject({ do: z.literal('drop-streams') }),
  z.strictObject({ do: z.literal('restart'), downMs: z.number().min(0).default(0) }),
  z.strictObject({ do: z.literal('clock'), offsetMs: z.number() }),
  z.strictObject({ do: z.literal('speed'), speed: z.number().min(0).max(100_000) }),
  z.strictObject({
    do: z.literal('advance'),
    ms: z
      .int()
      .min(0)
      .max(7 * 86_400_000),
  }),
  z.strictObject({ do: z.literal('limit-requests'), limit: z.int().min(0) }),
  z.strictObject({ do: z.enum(['halt', 'resume', 'delist']), symbol: z.string() }),
  z.strictObject({
    do: z.literal('account'),
    account: z.string(),
    canTrade: z.boolean().optional(),
    canWithdraw: z.boolean().optional(),
  }),
  z.strictObject({ do: z.literal('transfer'), account: z.string(), currency: z.string(), amount: decimal }),
  z.strictObject({ do: z.literal('fill'), orderId: z.string(), amount: decimal, price: decimal.optional() }),
  z.strictObject({ do: z.literal('end-user-streams'), account: z.string() }),
  z.strictObject({ do: z.literal('counts') }),
  z.strictObject({ do: z.literal('clear-counts') }),
])

export type Command = z.infer<typeof command>

/** Null and the reason when the text is no command. */
export const parseCommand = (
  text: string,
): { readonly command: Command } | { readonly command: null; readonly reason: string } => {
  try {
    return { command: command.parse(JSON.parse(text)) }
  } catch (error) {
    return { command: null, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** Does it and returns what there is to say. @throws RangeError for a pair, order or account that does not exist */
export const obey = async (control: Control, order: Command): Promise<unknown> => {
  switch (order.do) {
    case 'fault':
      // The schema says what the type says, but for optional fields that may be undefined.
      control.fault(order.fault as Fault)
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

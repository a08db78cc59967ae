import type { ErrorCode, Reply, ReplyError } from '../../../src-preload/contract/replies.ts'
import { type RequestName, type RequestOutput, requests } from '../../../src-preload/contract/requests.ts'
import type { Log } from '../../engine/ports/log.ts'

/** An expected refusal, thrown by a handler and sent to the window as it is. */
export class Refusal extends Error {
  readonly reply: ReplyError

  constructor(code: ErrorCode, message: string, extra: Omit<ReplyError, 'code' | 'message'> = {}) {
    super(message)
    this.reply = { code, message, ...extra }
  }
}

type Parsed<N extends RequestName> = ReturnType<(typeof requests)[N]['input']['parse']>
/** One function per question of the contract: a missing one does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (input: Parsed<N>) => RequestOutput<N> | Promise<RequestOutput<N>>
}

const failed = (code: ErrorCode, message: string): Reply<never> => ({ ok: false, error: { code, message } })
const isRequest = (name: unknown): name is RequestName =>
  typeof name === 'string' && Object.hasOwn(requests, name)

export interface Sender {
  /** Where the page that asks came from. */
  readonly url: string
  readonly isMainFrame: boolean
}

/** Checks sender, then question, then acts: in this order, and answers every time. */
export const answer = async (
  handlers: Handlers,
  isTrusted: (sender: Sender) => boolean,
  log: Log,
  question: { readonly sender: Sender; readonly name: unknown; readonly input: unknown },
): Promise<Reply<unknown>> => {
  const { sender, name, input } = question
  if (!isTrusted(sender)) {
    log.warn('ipc.foreign-sender', { url: sender.url.slice(0, 200) })
    return failed('FORBIDDEN_SENDER', 'this page may not ask')
  }
  if (!isRequest(name)) return failed('UNKNOWN_REQUEST', 'there is no such request')
  const parsed = requests[name].input.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return failed('BAD_REQUEST', `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'invalid'}`)
  }
  try {
    const handle = handlers[name] as (input: unknown) => unknown
    return { ok: true, data: requests[name].output.parse(await handle(parsed.data)) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.reply }
    const message = error instanceof Error ? error.message : String(error)
    log.error('ipc.failed', { name, message })
    return failed('INTERNAL', message)
  }
}

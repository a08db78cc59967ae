import type { Result } from '../../domain/result.ts'
import type { KeyRefusal } from '../../engine/accounts/key-desk.ts'
import { keyReportView } from '../views/account-view.ts'
import { type Handlers, Refusal } from './ask-server.ts'
import { configFor } from './config-for.ts'
import type { HandlerParts } from './handlers.ts'

type KeyHandlers = Pick<Handlers, Extract<keyof Handlers, `keys.${string}`>>

const orRefuse = <T>(result: Result<T, KeyRefusal>): T => {
  if (result.ok) return result.value
  const { error } = result
  throw 'cause' in error
    ? new Refusal(error.code, error.cause, { facts: { cause: error.cause } })
    : new Refusal(error.code, `the key was not taken: ${error.code}`)
}

/** Keys come in, and nothing of them goes out. */
export const keyHandlers = ({ engine }: HandlerParts): KeyHandlers => ({
  'keys.keychain': async () => {
    const found = await engine.keys.keychain()
    return found.kind === 'answered'
      ? { problem: null, cause: '' }
      : { problem: found.problem, cause: found.cause }
  },
  'keys.test': async ({ place, credentials }) =>
    keyReportView(orRefuse(await engine.keys.test(configFor(place), credentials))),
  'keys.add': async ({ place, name, ...offered }) => ({
    id: orRefuse(await engine.keys.add(configFor(place), name, offered)),
  }),
  'keys.rotate': async ({ id, addresses, ...offered }) => {
    orRefuse(await engine.keys.rotate(id, addresses, offered))
    return {}
  },
  'keys.remove': async ({ id }) => {
    orRefuse(await engine.keys.remove(id))
    return {}
  },
  'keys.retry': async ({ id }) => {
    await engine.command(({ keys }) => keys.retry(id))
    return {}
  },
})

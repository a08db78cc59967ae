import { useState } from 'react'
import type { ReplyError } from '../../src-preload/contract/replies.ts'
import type { RequestInput, RequestName, RequestOutput } from '../../src-preload/contract/requests.ts'
import { ask } from '../bridge/bridge.ts'
import { type I18n, useI18n } from '../i18n/i18n.tsx'
import { tellFailure } from './tell.tsx'
import { openKillSheet } from './view-store.ts'

/** Words a refusal; a bug's message is shown as it came, because no translation could say more. */
export const errorTextOf = ({ loose, wordFacts }: I18n, error: ReplyError): string => {
  const text = loose(`error.${error.code}`, wordFacts(error.facts ?? {}))
  return error.code === 'INTERNAL' && error.message !== '' ? `${text} ${error.message}` : text
}

export const useErrorText = () => {
  const i18n = useI18n()
  return (error: ReplyError): string => errorTextOf(i18n, error)
}

/** Sends a command; a refusal is told in a toast and to the caller, never drawn as success. */
export const useCommand = () => {
  const [pending, setPending] = useState<RequestName | null>(null)
  const send = async <N extends RequestName>(
    name: N,
    input: RequestInput<N>,
  ): Promise<RequestOutput<N> | null> => {
    setPending(name)
    const reply = await ask(name, input)
    setPending(null)
    if (reply.ok) return reply.data
    tellFailure((i18n) => errorTextOf(i18n, reply.error))
    return null
  }
  return { send, pending }
}

/** One press: halts at once, and only then says what was done. */
export const useKillSwitch = () => {
  const { send } = useCommand()
  return async (source: 'window' | 'shortcut'): Promise<void> => {
    const reply = await send('kill.engage', { source })
    if (reply !== null) openKillSheet(reply.latchedInMs)
  }
}

import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { venueOf } from '../../../src-preload/contract/exchanges.ts'
import type { ReplyError } from '../../../src-preload/contract/replies.ts'
import type { RequestInput } from '../../../src-preload/contract/requests.ts'
import { ask } from '../../bridge/bridge.ts'
import { type I18n, useI18n } from '../../i18n/i18n.tsx'
import { errorTextOf } from '../../state/commands.ts'
import { tell, tellFailure } from '../../state/tell.tsx'
import { openConnect, useView } from '../../state/view-store.ts'

/** What failed, why, and what to do about it. */
const failureOf = (i18n: I18n, error: ReplyError, exchange: string): readonly string[] => {
  const { t } = i18n
  if (error.code === 'VENUE_UNREACHABLE') {
    const why = error.message === '' ? [] : [error.message]
    return [t('connect.unreachable', { exchange }), ...why, t('connect.unreachableDo', { exchange })]
  }
  if (error.code === 'VENUE_EXISTS') return [t('connect.exists', { exchange }), t('connect.existsDo')]
  return [errorTextOf(i18n, error)]
}

/** Connects an exchange. An attempt that is left under way goes on and tells its end in a toast. */
export const useConnect = () => {
  const i18n = useI18n()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [pending, setPending] = useState(false)
  const [failed, setFailed] = useState<readonly string[] | null>(null)
  const connect = async (asked: RequestInput<'venues.connect'>) => {
    const exchange = venueOf(asked.exchangeId, asked.network).name
    setPending(true)
    setFailed(null)
    const reply = await ask('venues.connect', asked)
    setPending(false)
    const waited = useView.getState().connecting
    if (!reply.ok) {
      setFailed(failureOf(i18n, reply.error, exchange))
      if (!waited) tellFailure((i18n) => failureOf(i18n, reply.error, exchange).join(' '))
      return
    }
    tell(({ t }) => t('connect.done', { exchange }))
    if (!waited) return
    openConnect(false)
    // Who adds a key goes on with that.
    if (!pathname.startsWith('/settings')) void navigate('/markets')
  }
  return { connect, pending, failed, forget: () => setFailed(null) }
}

import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { toast } from 'sonner'
import { venueOf } from '../../../src-preload/contract/exchanges.ts'
import type { ReplyError } from '../../../src-preload/contract/replies.ts'
import type { RequestInput } from '../../../src-preload/contract/requests.ts'
import { ask } from '../../bridge/bridge.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useErrorText } from '../../state/commands.ts'
import { openConnect, useView } from '../../state/view-store.ts'

/** What failed, why, and what to do about it. */
const useFailure = () => {
  const { t } = useI18n()
  const errorText = useErrorText()
  return (error: ReplyError, exchange: string): readonly string[] => {
    if (error.code === 'VENUE_UNREACHABLE') {
      const why = error.message === '' ? [] : [error.message]
      return [t('connect.unreachable', { exchange }), ...why, t('connect.unreachableDo', { exchange })]
    }
    if (error.code === 'VENUE_EXISTS') return [t('connect.exists', { exchange }), t('connect.existsDo')]
    return [errorText(error)]
  }
}

/** Connects an exchange. An attempt that is left under way goes on and tells its end in a toast. */
export const useConnect = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const failure = useFailure()
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
      const sentences = failure(reply.error, exchange)
      setFailed(sentences)
      if (!waited) toast.error(sentences.join(' '), { duration: 8000 })
      return
    }
    toast(t('connect.done', { exchange }))
    if (!waited) return
    openConnect(false)
    // Who adds a key goes on with that.
    if (!pathname.startsWith('/settings')) void navigate('/markets')
  }
  return { connect, pending, failed, forget: () => setFailed(null) }
}

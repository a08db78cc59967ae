import { useEffect, useState } from 'react'
import type { LiveProposal } from '../../../src-preload/contract/live-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine } from '../../state/engine-store.ts'
import { missingForLive } from '../../state/selectors.ts'
import { askToChange, askToGoLive, useView } from '../../state/view-store.ts'
import { CloneForm } from './CloneForm.tsx'
import { ConfirmLive } from './ConfirmLive.tsx'
import { LiveOff } from './LiveOff.tsx'
import { StartForm } from './StartForm.tsx'

/** From a paper bot to a live clone, or from a stopped live bot to one that trades: shown, typed, and counted down. */
export const GoLiveDialog = () => {
  const { t } = useI18n()
  const id = useView((view) => view.goingLive)
  const bot = useEngine((state) => (id === null ? undefined : state.bots?.get(id)))
  const live = useEngine((state) => state.engine?.live)
  const changing = useView((view) => view.changing)
  const [proposal, setProposal] = useState<LiveProposal | null>(null)
  useEffect(() => {
    if (id !== null) setProposal(null)
  }, [id])
  if (changing !== null) {
    return (
      <ConfirmLive
        title={t('live.editTitle')}
        proposal={changing.proposal}
        close={() => askToChange(null)}
        confirmed={changing.done}
        action={t('live.edit')}
      />
    )
  }
  if (bot === undefined || live === undefined) return null
  const close = () => askToGoLive(null)
  const title = t(bot.mode === 'live' ? 'live.startTitle' : 'live.cloneTitle', { bot: bot.name })
  if (proposal !== null)
    return <ConfirmLive title={title} proposal={proposal} close={close} action={t('live.go')} />
  if (!live.isOn || missingForLive(live) !== null) return <LiveOff title={title} live={live} close={close} />
  return bot.mode === 'live' ? (
    <StartForm title={title} bot={bot} accounts={live.accounts} proposed={setProposal} close={close} />
  ) : (
    <CloneForm title={title} bot={bot} accounts={live.accounts} proposed={setProposal} close={close} />
  )
}

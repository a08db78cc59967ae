import { useRef } from 'react'
import type { VenueView } from '../../../src-preload/contract/venue-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { tell } from '../../state/tell.tsx'
import { askToDisconnect, useView } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { QuestionDialog } from '../../ui/Dialog.tsx'

const namedAtMost = 5

/** Says which bots stand in the way before the engine has to refuse. */
const Question = ({ venue }: { venue: VenueView }) => {
  const { t } = useI18n()
  const bots = useEngine((state) => state.bots)
  const cancel = useRef<HTMLButtonElement>(null)
  const { send, pending } = useCommand()
  const close = () => askToDisconnect(null)
  const own = [...(bots?.values() ?? [])].filter((bot) => bot.venueId === venue.id)
  const names = own.slice(0, namedAtMost).map((bot) => bot.name)
  if (own.length > namedAtMost) names.push('…')
  const disconnect = async () => {
    if ((await send('venues.disconnect', { id: venue.id })) === null) return
    tell(({ t }) => t('disconnect.done', { venue: venue.name }))
    close()
  }
  return (
    <QuestionDialog
      open
      close={close}
      title={t('disconnect.title', { venue: venue.name })}
      description={t('disconnect.what')}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button look="primary" disabled={pending !== null} onClick={() => void disconnect()}>
            {t('disconnect.do')}
          </Button>
        </>
      }
    >
      {own.length > 0 && (
        <p className="text-warning">
          {`⚠ ${t('disconnect.bots', { count: own.length, bots: names.join(', ') })}`}
        </p>
      )}
    </QuestionDialog>
  )
}

export const DisconnectDialog = () => {
  const id = useView((view) => view.disconnecting)
  const venue = useEngine((state) => state.engine?.venues.find((each) => each.id === id))
  return venue === undefined ? null : <Question venue={venue} />
}

import type { VenueView } from '../../../src-preload/contract/venue-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { tell } from '../../state/tell.tsx'
import { askToDisconnect, useView } from '../../state/view-store.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'

const namedAtMost = 5

/** Says which bots stand in the way before the engine has to refuse. */
const Question = ({ venue }: { venue: VenueView }) => {
  const { t } = useI18n()
  const bots = useEngine((state) => state.bots)
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
    <ConfirmDialog
      close={close}
      title={t('disconnect.title', { venue: venue.name })}
      description={t('disconnect.what')}
      action={t('disconnect.do')}
      look="primary"
      isReady={pending === null}
      confirm={() => void disconnect()}
    >
      {own.length > 0 && (
        <p className="text-warning">
          {`⚠ ${t('disconnect.bots', { count: own.length, bots: names.join(', ') })}`}
        </p>
      )}
    </ConfirmDialog>
  )
}

export const DisconnectDialog = () => {
  const id = useView((view) => view.disconnecting)
  const venue = useEngine((state) => state.engine?.venues.find((each) => each.id === id))
  return venue === undefined ? null : <Question venue={venue} />
}

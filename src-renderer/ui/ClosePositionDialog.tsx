import type { PositionView } from '../../src-preload/contract/position-view.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useCommand } from '../state/commands.ts'
import { isOld, usePairData } from '../state/pair-data.ts'
import { ownerOf } from '../state/position-owner.ts'
import { tell } from '../state/tell.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { Notice } from './Notice.tsx'
import { usePairWords } from './PairState.tsx'

interface ClosePositionDialogProps {
  readonly position: PositionView | undefined
  readonly close: () => void
}

/** Whoever sells must know that the result shown is not the market's. */
const useOldPrice = (position: PositionView | undefined): string | null => {
  const { t } = useI18n()
  const words = usePairWords()
  const data = usePairData(position?.venueId ?? '', position?.symbol ?? '')
  if (position === undefined || !isOld(data)) return null
  const facts = { symbol: position.symbol, state: words(data, 'sentence') }
  return data.state === 'halted' || data.state === 'delisted'
    ? t('pair.closeHalted', facts)
    : t('pair.old', facts)
}

/** Names mode, size, pair and the result now, so that nobody closes the wrong one. */
export const ClosePositionDialog = ({ position, close }: ClosePositionDialogProps) => {
  const { t, format } = useI18n()
  const { send, pending } = useCommand()
  const old = useOldPrice(position)
  if (position === undefined) return null
  const { symbol, base, quote } = position
  const sell = async () => {
    if ((await send('positions.close', { id: position.id })) === null) return
    tell(({ t }) => t('positions.closeSent', { symbol }))
    close()
  }
  return (
    <ConfirmDialog
      close={close}
      title={t('positions.closeTitle', { symbol, bot: ownerOf(position) })}
      action={t('positions.closeDo')}
      look={position.mode === 'live' ? 'danger' : 'primary'}
      slow={position.mode === 'live'}
      isReady={pending === null}
      confirm={() => void sell()}
    >
      {old !== null && <Notice className="mb-2">{old}</Notice>}
      <p className="text-muted">
        {t('positions.closeWhat', {
          mode: t(`mode.${position.mode}.word`),
          quantity: format.quantity(position.quantity),
          base,
          quote,
          price: format.price(position.markPrice),
          pnl: format.change(position.unrealizedPnl, quote),
        })}
      </p>
    </ConfirmDialog>
  )
}

import { useState } from 'react'
import type { PositionView } from '../../../src-preload/contract/position-view.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { usePairData } from '../../state/pair-data.ts'
import { ownerOf } from '../../state/position-owner.ts'
import { Button } from '../../ui/Button.tsx'
import { MoneyChange } from '../../ui/Change.tsx'
import { ClosePositionDialog } from '../../ui/ClosePositionDialog.tsx'
import { Fresh } from '../../ui/Fresh.tsx'
import { PairStateText } from '../../ui/PairState.tsx'

interface PositionProps {
  readonly position: PositionView
  readonly close: (position: PositionView) => void
}

const Position = ({ position, close }: PositionProps) => {
  const { t, format } = useI18n()
  const { venueId, symbol, base, quote } = position
  return (
    <li className="flex min-h-9 items-center gap-3">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{`${symbol} · ${ownerOf(position)}`}</span>
        <span className="flex flex-wrap gap-x-2 text-small text-muted">
          {`${format.quantity(position.quantity)} ${base} · ≈ ${format.money(position.value, quote)} ${quote}`}
          <PairStateText data={usePairData(venueId, symbol)} />
        </span>
      </span>
      <Fresh venueId={venueId} symbols={[symbol]}>
        <MoneyChange amount={position.unrealizedPnl} currency={quote} code />
      </Fresh>
      <Button size="row" disabled={position.closing} onClick={() => close(position)}>
        {position.closing ? t('positions.closing') : t('positions.close')}
      </Button>
    </li>
  )
}

/** Every open position with its worth, so that nobody sells more than is meant. */
export const KillPositions = ({ positions }: { positions: readonly PositionView[] }) => {
  const { t } = useI18n()
  const [closing, setClosing] = useState<string | null>(null)
  const position = useEngine((state) => (closing === null ? undefined : state.positions?.get(closing)))
  if (positions.length === 0) return <p className="text-muted">{t('kill.noPositions')}</p>
  return (
    <>
      <ul aria-label={stableNames.openPositions}>
        {positions.map((each) => (
          <Position key={each.id} position={each} close={({ id }) => setClosing(id)} />
        ))}
      </ul>
      <ClosePositionDialog position={position} close={() => setClosing(null)} />
    </>
  )
}

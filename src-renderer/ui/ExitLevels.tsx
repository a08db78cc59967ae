import type { PositionView } from '../../src-preload/contract/position-view.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Fresh } from './Fresh.tsx'

const Distance = ({ position, ratio }: { position: PositionView; ratio: string }) => {
  const { format } = useI18n()
  return (
    <Fresh venueId={position.venueId} symbols={[position.symbol]}>
      {format.percentChange(ratio)}
    </Fresh>
  )
}

/** Whether the exchange would sell at the stop while the app is not there. */
const Protection = ({ of }: { of: PositionView['protection'] }) => {
  const { t } = useI18n()
  if (of === 'exchange') return <span>{`✔ ${t('positions.protectedByExchange')}`}</span>
  return <span className="text-warning">{`⚠ ${t('positions.protectedByApp')}`}</span>
}

/** How far the stop is from the last price, and whether it follows; says so where there is none. */
export const StopDetail = ({ position }: { position: PositionView }) => {
  const { t } = useI18n()
  const { stop } = position
  if (stop === null) return <span className="text-warning">{`✖ ${t('positions.noStop')}`}</span>
  return (
    <>
      <Distance position={position} ratio={stop.distanceRatio} /> <span>{t(`positions.${stop.kind}`)}</span>{' '}
      <Protection of={position.protection} />
    </>
  )
}

export const TakeProfitDetail = ({ position }: { position: PositionView }) => {
  const { t, format } = useI18n()
  if (position.takeProfit === null) return null
  const { distanceRatio, shareRatio } = position.takeProfit
  return (
    <>
      <Distance position={position} ratio={distanceRatio} />
      {shareRatio !== null && ` ${t('positions.sellsShare', { share: format.percent(shareRatio, 0) })}`}
    </>
  )
}

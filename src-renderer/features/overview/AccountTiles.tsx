import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine } from '../../state/engine-store.ts'
import { hasExposureLimit, moneyOf } from '../../state/selectors.ts'
import { useView } from '../../state/view-store.ts'
import { MoneyChange, RatioChange } from '../../ui/Change.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { LoadingRows } from '../../ui/States.tsx'
import { Tile, Tiles } from '../../ui/Tile.tsx'

export const AccountTiles = () => {
  const { t, format } = useI18n()
  const chosen = useView((view) => view.money)
  const money = useEngine((state) => moneyOf(state.engine, chosen))
  if (money === null) return <LoadingRows rows={1} height={72} />
  const { currency } = money
  const exposure = format.percent(money.exposureRatio, 1)
  const hasLimit = hasExposureLimit(money)
  const limit = format.percent(money.exposureLimitRatio, 0)
  return (
    <Tiles label={t('overview.tiles')}>
      <Tile
        label={t('overview.equity', { currency })}
        context={t('overview.startEquity', { amount: format.money(money.startEquity, currency) })}
      >
        {format.money(money.equity, currency)}
      </Tile>
      <Tile label={t('overview.today', { currency })} context={<RatioChange ratio={money.todayRatio} />}>
        <MoneyChange amount={money.today} currency={currency} arrow />
      </Tile>
      <Tile label={t('overview.realized', { currency })} context={t('overview.realizedContext')}>
        <MoneyChange amount={money.realizedPnl} currency={currency} arrow />
      </Tile>
      <Tile
        label={t('overview.unrealized', { currency })}
        context={t('overview.positions', { count: money.openPositions })}
      >
        <MoneyChange amount={money.unrealizedPnl} currency={currency} arrow />
      </Tile>
      <Tile
        label={t('overview.exposure')}
        aside={hasLimit ? t('overview.limit', { limit }) : undefined}
        context={
          <Meter
            label={t('overview.exposure')}
            used={hasLimit ? Number(money.exposureRatio) / Number(money.exposureLimitRatio) : 0}
            text={hasLimit ? t('overview.ofLimit', { value: exposure, limit }) : exposure}
          />
        }
      >
        {exposure}
      </Tile>
      <Tile
        label={t('overview.drawdown')}
        title={t('overview.drawdownFull')}
        context={t('overview.drawdownMax', { ratio: format.percent(money.maxDrawdownRatio) })}
      >
        {format.percent(money.drawdownRatio)}
      </Tile>
      <Tile
        label={t('stress.title', { currency })}
        context={
          money.stress.unprotected > 0 ? (
            <span className="text-warning">
              {`⚠ ${t('stress.unprotected', { count: money.stress.unprotected })}`}
            </span>
          ) : (
            t('stress.context')
          )
        }
      >
        {format.change(money.stress.stopsHit, currency)}
      </Tile>
      <Tile label={t('overview.fees', { currency })} context={t('overview.feesContext')}>
        {format.money(money.fees, currency)}
      </Tile>
    </Tiles>
  )
}

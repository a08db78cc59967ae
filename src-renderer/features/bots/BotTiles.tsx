import type { PositionView } from '../../../src-preload/contract/position-view.ts'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { MoneyChange, RatioChange, SideText } from '../../ui/Change.tsx'
import { StopDetail } from '../../ui/ExitLevels.tsx'
import { Fresh } from '../../ui/Fresh.tsx'
import { Tile, Tiles } from '../../ui/Tile.tsx'

interface BotTilesProps {
  readonly bot: BotView
  readonly positions: readonly PositionView[]
}

const dash = <span className="text-faint">–</span>

const PositionTile = ({ bot, positions }: BotTilesProps) => {
  const { t, format } = useI18n()
  const only = positions.length === 1 ? positions[0] : undefined
  const some = t('bot.openOf', { open: positions.length, max: bot.maxPositions })
  if (only === undefined) {
    return (
      <Tile label={t('bot.position')} context={some}>
        {positions.length === 0 ? dash : positions.length}
      </Tile>
    )
  }
  return (
    <Tile
      label={t('bot.positionIn', { base: only.base })}
      context={
        <>
          <SideText side="buy" word={t('side.long')} />
          <span>{t('bot.longFrom', { price: format.price(only.entryPrice) })}</span>
        </>
      }
    >
      {format.quantity(only.quantity)}
    </Tile>
  )
}

/** Where its position is sold by itself; of several, how many have a stop. */
const StopTile = ({ positions }: Pick<BotTilesProps, 'positions'>) => {
  const { t, format } = useI18n()
  const [only, ...others] = positions
  if (only === undefined || others.length > 0) {
    const count = positions.filter(({ stop }) => stop !== null).length
    return (
      <Tile label={t('bot.stop')} context={positions.length > 0 && t('bot.stopsHint')}>
        {positions.length === 0 ? dash : t('bot.stopsOf', { count, open: positions.length })}
      </Tile>
    )
  }
  const { stop, takeProfit } = only
  const target = takeProfit === null ? undefined : t('bot.target', { price: format.price(takeProfit.price) })
  return (
    <Tile label={t('bot.stop')} aside={target} context={<StopDetail position={only} />}>
      {stop === null ? dash : format.price(stop.price)}
    </Tile>
  )
}

export const BotTiles = ({ bot, positions }: BotTilesProps) => {
  const { t, format } = useI18n()
  const { currency } = bot
  const closed = bot.closedTrades
  const only = positions.length === 1 ? positions[0] : undefined
  const held = positions.map(({ symbol }) => symbol)
  return (
    <Tiles label={t('bot.tiles', { bot: bot.name })}>
      <Tile
        label={t('bot.total', { currency })}
        context={
          <>
            <RatioChange ratio={bot.totalRatio} />
            <span>
              {t('bot.ofAmount', { ratio: '', amount: format.money(bot.allocated, currency) }).trim()}
            </span>
          </>
        }
      >
        <MoneyChange amount={bot.totalPnl} currency={currency} arrow />
      </Tile>
      <Tile label={t('bot.today', { currency })}>
        <MoneyChange amount={bot.today} currency={currency} arrow />
      </Tile>
      <Tile
        label={t('bot.unrealized', { currency })}
        context={
          only !== undefined && (
            <Fresh venueId={bot.venueId} symbols={held}>
              <RatioChange ratio={only.unrealizedRatio} />
            </Fresh>
          )
        }
      >
        {bot.openPositions === 0 ? (
          dash
        ) : (
          <Fresh venueId={bot.venueId} symbols={held}>
            <MoneyChange amount={bot.unrealizedPnl} currency={currency} arrow />
          </Fresh>
        )}
      </Tile>
      <PositionTile bot={bot} positions={positions} />
      <StopTile positions={positions} />
      <Tile
        label={t('bot.winRate')}
        context={
          bot.profitFactor === null
            ? closed === 0 && t('bot.noTrades')
            : t('bot.profitFactor', { factor: format.number(bot.profitFactor, 2) })
        }
      >
        {closed === 0 ? (
          dash
        ) : (
          <>
            {format.percent(bot.wonTrades / closed, 0)}{' '}
            <span className="text-small font-normal text-muted">
              {t('bot.winsOf', { won: bot.wonTrades, closed })}
            </span>
          </>
        )}
      </Tile>
      <Tile label={t('bot.drawdown')} context={t('bot.drawdownContext')}>
        {format.percent(bot.maxDrawdownRatio)}
      </Tile>
    </Tiles>
  )
}

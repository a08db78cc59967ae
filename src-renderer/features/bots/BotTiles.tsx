import type { BotView, PositionView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { MoneyChange, RatioChange, SideText } from '../../ui/Change.tsx'
import { Fresh } from '../../ui/Fresh.tsx'
import { Tile, Tiles } from '../../ui/Tile.tsx'

interface BotTilesProps {
  readonly bot: BotView
  readonly positions: readonly PositionView[]
}

const PositionTile = ({ bot, positions }: BotTilesProps) => {
  const { t, format } = useI18n()
  const only = positions.length === 1 ? positions[0] : undefined
  const some = t('bot.openOf', { open: positions.length, max: bot.maxPositions })
  if (only === undefined) {
    return (
      <Tile label={t('bot.position')} context={some}>
        {positions.length === 0 ? <span className="text-faint">–</span> : positions.length}
      </Tile>
    )
  }
  return (
    <Tile
      label={t('bot.position')}
      context={
        <span>
          <SideText side="buy" word={t('side.long')} />{' '}
          {t('bot.longFrom', { price: format.price(only.entryPrice) })}
        </span>
      }
    >
      {format.quantity(only.quantity)} <span className="text-small font-normal text-muted">{only.base}</span>
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
          <span>
            <RatioChange ratio={bot.totalRatio} />{' '}
            {t('bot.ofAmount', { ratio: '', amount: format.money(bot.allocated, currency) }).trim()}
          </span>
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
          <span className="text-faint">–</span>
        ) : (
          <Fresh venueId={bot.venueId} symbols={held}>
            <MoneyChange amount={bot.unrealizedPnl} currency={currency} arrow />
          </Fresh>
        )}
      </Tile>
      <PositionTile bot={bot} positions={positions} />
      <Tile
        label={t('bot.winRate')}
        context={
          bot.profitFactor === null
            ? closed === 0 && t('bot.noTrades')
            : t('bot.profitFactor', { factor: format.number(bot.profitFactor, 2) })
        }
      >
        {closed === 0 ? (
          <span className="text-faint">–</span>
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

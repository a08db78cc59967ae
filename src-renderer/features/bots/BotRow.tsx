import { Link } from 'react-router'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine } from '../../state/engine-store.ts'
import { doubtsOf } from '../../state/pair-data.ts'
import { useNow } from '../../state/use-now.ts'
import { BotStateText } from '../../ui/BotState.tsx'
import { MoneyChange, signOf } from '../../ui/Change.tsx'
import { Confidence } from '../../ui/Confidence.tsx'
import { cx } from '../../ui/class-names.ts'
import { DoubtText } from '../../ui/DataDoubts.tsx'
import { Fresh } from '../../ui/Fresh.tsx'
import { ModePill } from '../../ui/Pill.tsx'
import { BotMenu } from './BotMenu.tsx'

const cell = 'px-2 max-[1199px]:px-1 py-1 align-middle whitespace-nowrap first:pl-3 last:pr-3'
const below = 'block text-meta text-muted'
const dash = <span className="text-faint">–</span>

interface BotRowProps {
  readonly bot: BotView
  /** Some columns are left out. */
  readonly isNarrow: boolean
  /** The one row that Tab reaches; arrows go on from it. */
  readonly current: boolean
  readonly focused: () => void
  readonly menuOpen: boolean
  readonly setMenuOpen: (open: boolean) => void
}

const StateCell = ({ bot }: { bot: BotView }) => {
  const { t, say, format } = useI18n()
  const now = useNow()
  const since = bot.stateSince === null ? null : t('age.for', { span: format.duration(now - bot.stateSince) })
  const stands = bot.state === 'error' || bot.state === 'halted'
  const detail =
    bot.state === 'warming-up' && bot.warmUp !== null
      ? t('bots.warm', bot.warmUp)
      : [since, stands && bot.stateReason !== null ? say(bot.stateReason) : null]
          .filter((part) => part !== null)
          .join(' · ')
  return (
    <td className={cx(cell, 'max-w-44')}>
      <BotStateText state={bot.state} />
      {!stands && doubtsOf(bot, now).length > 0 ? (
        <DoubtText bot={bot} className="text-meta" />
      ) : (
        <span className={cx(below, 'truncate pl-5')} title={detail}>
          {detail}
        </span>
      )}
    </td>
  )
}

const DecisionCell = ({ bot }: { bot: BotView }) => {
  const { t, say, format } = useI18n()
  const marketTime = useEngine(
    (state) => state.engine?.venues.find((venue) => venue.id === bot.venueId)?.marketTime ?? null,
  )
  const decision = bot.lastDecision
  if (decision === null) return <td className={cx(cell, 'text-muted')}>{t('bots.noDecision')}</td>
  const text = `${t(`decision.${decision.action}`)}: ${say(decision.reason)}`
  return (
    <td className={cx(cell, 'w-full max-w-0')}>
      <span className="block min-w-30 truncate" title={text}>
        {text}
      </span>
      <span className={cx(below, 'flex items-center gap-2.5')}>
        {t('age.ago', { span: format.duration((marketTime ?? decision.marketTime) - decision.marketTime) })}
        <Confidence confidence={decision.confidence} />
      </span>
    </td>
  )
}

export const BotRow = ({ bot, isNarrow, current, focused, menuOpen, setMenuOpen }: BotRowProps) => {
  const { t, format } = useI18n()
  const { currency } = bot
  const venue = useEngine((state) => state.engine?.venues.find((each) => each.id === bot.venueId)?.name)
  const right = cx(cell, 'text-right')
  const won = bot.closedTrades === 0 ? null : format.percent(bot.wonTrades / bot.closedTrades, 0)
  const pairs = bot.symbols.length === 1 ? bot.symbols[0] : t('bots.pairs', { count: bot.symbols.length })
  return (
    <tr
      data-bot={bot.id}
      tabIndex={current ? 0 : -1}
      onFocus={focused}
      className={cx(
        'h-11 border-b border-line outline-offset-[-2px] last:border-b-0 hover:bg-hover focus:bg-selected',
        bot.state === 'error' || bot.state === 'halted' ? 'bg-banner' : 'bg-panel',
      )}
    >
      <td className={cell}>
        <Link
          to={`/bots/${bot.id}`}
          className="block leading-5 font-semibold hover:text-accent"
          tabIndex={-1}
        >
          {bot.name}
        </Link>
        <ModePill mode={bot.mode} small />
      </td>
      <StateCell bot={bot} />
      <td className={cell} title={bot.symbols.join(', ')}>
        {pairs}
        <span className={below}>
          {[venue ?? bot.venueId, bot.accountName].filter((part) => part !== null).join(' · ')}
        </span>
      </td>
      {!isNarrow && (
        <td className={cell}>
          {t(`strategy.${bot.strategyId}`)}
          <span className={below}>{bot.timeframe}</span>
        </td>
      )}
      <td className={right}>{format.money(bot.allocated, currency)}</td>
      <td className={right}>{`${bot.openPositions}/${bot.maxPositions}`}</td>
      <td className={right}>
        {bot.openPositions === 0 ? (
          dash
        ) : (
          <Fresh venueId={bot.venueId} symbols={bot.symbols}>
            <MoneyChange amount={bot.unrealizedPnl} currency={currency} />
          </Fresh>
        )}
      </td>
      <td className={right}>
        {signOf(bot.today) === 0 ? dash : <MoneyChange amount={bot.today} currency={currency} />}
      </td>
      <td className={right}>
        <MoneyChange amount={bot.totalPnl} currency={currency} />
        <span className={below}>{format.percentChange(bot.totalRatio)}</span>
      </td>
      {!isNarrow && (
        <>
          <td className={right}>
            {won ?? dash}
            {won !== null && (
              <span className={below}>{t('bots.winRateOf', { count: bot.closedTrades })}</span>
            )}
          </td>
          <td className={right}>{bot.profitFactor === null ? dash : format.number(bot.profitFactor, 2)}</td>
        </>
      )}
      <td className={right}>{format.percent(bot.maxDrawdownRatio)}</td>
      <DecisionCell bot={bot} />
      <td className={cx(cell, 'sticky right-0 bg-inherit text-right')}>
        <BotMenu bot={bot} open={menuOpen} setOpen={setMenuOpen} />
      </td>
    </tr>
  )
}

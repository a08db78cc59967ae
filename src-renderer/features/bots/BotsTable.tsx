import { type KeyboardEvent, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import type { BotGroup, BotSortKey } from '../../state/bot-groups.ts'
import { useMedia } from '../../state/use-media.ts'
import { MoneyChange, RatioChange } from '../../ui/Change.tsx'
import { type Column, type Sorting, TableHead } from '../../ui/Table.tsx'
import { BotRow } from './BotRow.tsx'
import { useBotActions } from './bot-actions.ts'

type Key = BotSortKey | 'market' | 'strategy' | 'positions' | 'winRate' | 'profitFactor' | 'decision' | 'menu'

/** Left out where there is little room: each bot's own page has them. */
const roomy: ReadonlySet<Key> = new Set(['strategy', 'winRate', 'profitFactor'])

const useColumns = (isNarrow: boolean): readonly Column<never, Key>[] => {
  const { t } = useI18n()
  const nothing = () => null
  const right = { align: 'right', cell: nothing } as const
  const left = { cell: nothing } as const
  const all: readonly Column<never, Key>[] = [
    { ...left, key: 'name', head: t('bots.name'), sortable: true },
    { ...left, key: 'state', head: t('bots.state'), sortable: true },
    { ...left, key: 'market', head: t('bots.market') },
    { ...left, key: 'strategy', head: t('bots.strategy') },
    { ...right, key: 'allocated', head: t('bots.allocated'), sortable: true },
    { ...right, key: 'positions', head: t('bots.positions'), title: t('bots.positionsFull') },
    { ...right, key: 'unrealizedPnl', head: t('bots.unrealized'), sortable: true },
    { ...right, key: 'today', head: t('bots.today'), sortable: true },
    { ...right, key: 'totalPnl', head: t('bots.total'), sortable: true },
    { ...right, key: 'winRate', head: t('bots.winRate') },
    { ...right, key: 'profitFactor', head: t('bots.profitFactor'), title: t('bots.profitFactorFull') },
    {
      ...right,
      key: 'maxDrawdownRatio',
      head: t('bots.drawdown'),
      title: t('bots.drawdownFull'),
      sortable: true,
    },
    { ...left, key: 'decision', head: t('bots.lastDecision') },
    { ...left, key: 'menu', head: <span className="sr-only">{t('palette.do')}</span>, className: 'w-10' },
  ]
  return isNarrow ? all.filter(({ key }) => !roomy.has(key)) : all
}

const sortKeys: ReadonlySet<string> = new Set<BotSortKey>([
  'name',
  'state',
  'allocated',
  'unrealizedPnl',
  'today',
  'totalPnl',
  'maxDrawdownRatio',
])

const SumRow = ({ group, isNarrow }: { group: BotGroup; isNarrow: boolean }) => {
  const { t, format } = useI18n()
  const { currency } = group
  const right = 'px-2 max-[1199px]:px-1 text-right whitespace-nowrap'
  return (
    <tr className="h-7 border-y border-line bg-tint font-semibold">
      <th scope="rowgroup" colSpan={isNarrow ? 3 : 4} className="px-3 text-left whitespace-nowrap">
        {`${t(`mode.${group.mode}`)} · ${currency}`}
        <span className="ml-3 font-normal text-muted">{t('bots.count', { count: group.bots.length })}</span>
      </th>
      <td className={right}>{format.money(group.allocated, currency)}</td>
      <td className={right}>{`${group.openPositions}/${group.maxPositions}`}</td>
      <td className={right}>
        <MoneyChange amount={group.unrealizedPnl} currency={currency} />
      </td>
      <td className={right}>
        <MoneyChange amount={group.today} currency={currency} />
      </td>
      <td className={right}>
        <MoneyChange amount={group.totalPnl} currency={currency} />
      </td>
      <td
        colSpan={isNarrow ? 3 : 5}
        className="px-2 max-[1199px]:px-1 font-normal whitespace-nowrap text-muted"
      >
        {group.totalRatio !== null && (
          <>
            <RatioChange ratio={group.totalRatio} /> {t('bots.ofAllocated', { ratio: '' }).trim()}
          </>
        )}
      </td>
    </tr>
  )
}

interface BotsTableProps {
  readonly groups: readonly BotGroup[]
  readonly sorting: Sorting<BotSortKey>
  readonly onSort: (key: BotSortKey) => void
}

export const BotsTable = ({ groups, sorting, onSort }: BotsTableProps) => {
  const navigate = useNavigate()
  const actions = useBotActions()
  const isNarrow = useMedia('(max-width: 1399px)')
  const columns = useColumns(isNarrow)
  const body = useRef<HTMLTableElement>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const [menu, setMenu] = useState<string | null>(null)
  const bots = groups.flatMap((group) => group.bots)
  const tabStop = bots.some((bot) => bot.id === current) ? current : (bots[0]?.id ?? null)

  const move = (to: number) => {
    const bot = bots[Math.min(bots.length - 1, Math.max(0, to))]
    if (bot === undefined) return
    setCurrent(bot.id)
    body.current?.querySelector<HTMLElement>(`tr[data-bot="${CSS.escape(bot.id)}"]`)?.focus()
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLTableRowElement) || event.ctrlKey || event.metaKey || event.altKey)
      return
    const focused = event.target.dataset.bot
    const index = bots.findIndex((bot) => bot.id === focused)
    const bot = bots[index]
    if (bot === undefined) return
    const keys = new Map<string, () => void>([
      ['ArrowDown', () => move(index + 1)],
      ['ArrowUp', () => move(index - 1)],
      ['Home', () => move(0)],
      ['End', () => move(bots.length - 1)],
      ['Enter', () => void navigate(`/bots/${bot.id}`)],
      ['s', () => actions.start(bot)],
      ['p', () => actions.pause(bot)],
      ['x', () => actions.stop(bot)],
      ['F10', () => event.shiftKey && setMenu(bot.id)],
    ])
    const run = keys.get(event.key.length === 1 ? event.key.toLowerCase() : event.key)
    if (run === undefined) return
    event.preventDefault()
    run()
  }

  return (
    <div className="overflow-auto rounded-panel border border-line bg-panel">
      <table ref={body} aria-label={stableNames.bots} onKeyDown={press} className="w-full border-collapse">
        <TableHead
          columns={columns}
          sorting={sorting}
          onSort={(key) => sortKeys.has(key) && onSort(key as BotSortKey)}
        />
        {groups.map((group) => (
          <tbody key={group.key}>
            <SumRow group={group} isNarrow={isNarrow} />
            {group.bots.map((bot) => (
              <BotRow
                key={bot.id}
                bot={bot}
                isNarrow={isNarrow}
                current={bot.id === tabStop}
                focused={() => setCurrent(bot.id)}
                menuOpen={menu === bot.id}
                setMenuOpen={(open) => setMenu(open ? bot.id : null)}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

import type { TradeView } from '../../src-preload/contract/views.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useMedia } from '../state/use-media.ts'
import { MoneyChange, RatioChange } from './Change.tsx'
import { type Column, under } from './Table.tsx'

export type TradeRow = TradeView & { readonly row: number }
type Key =
  | 'closed'
  | 'bot'
  | 'pair'
  | 'mode'
  | 'pnl'
  | 'ratio'
  | 'reason'
  | 'opened'
  | 'duration'
  | 'size'
  | 'entry'
  | 'exit'
  | 'fees'

/** All that is said of a closed trade, each by itself. */
const useEach = (): Readonly<Record<Key, Column<TradeRow>>> => {
  const { t, say, format } = useI18n()
  const muted = (text: string) => <span className="text-muted">{text}</span>
  const time = (at: number) => muted(`${format.day(at)} ${format.clock(at)}`)
  const right = { align: 'right' } as const
  return {
    closed: { key: 'closed', head: t('history.closed'), cell: (row) => time(row.closedAt) },
    opened: { key: 'opened', head: t('history.opened'), cell: (row) => time(row.openedAt) },
    bot: {
      key: 'bot',
      head: t('history.bot'),
      cell: (row) => <span className="font-medium">{row.botName}</span>,
    },
    mode: { key: 'mode', head: t('positions.mode'), cell: (row) => muted(t(`mode.${row.mode}.word`)) },
    pair: { key: 'pair', head: t('positions.pair'), cell: (row) => row.symbol },
    size: {
      ...right,
      key: 'size',
      head: t('history.size'),
      cell: (row) => (
        <>
          {format.quantity(row.quantity)} <span className="text-meta text-muted">{row.base}</span>
        </>
      ),
    },
    pnl: {
      ...right,
      key: 'pnl',
      head: t('history.pnl'),
      cell: (row) => <MoneyChange amount={row.realizedPnl} currency={row.quote} code />,
    },
    ratio: { ...right, key: 'ratio', head: '%', cell: (row) => <RatioChange ratio={row.realizedRatio} /> },
    reason: {
      key: 'reason',
      head: t('history.exitReason'),
      className: 'max-w-60',
      cell: (row) => (
        <span title={say(row.exitReason)} className="selectable block truncate text-muted">
          {say(row.exitReason)}
        </span>
      ),
    },
    duration: {
      ...right,
      key: 'duration',
      head: t('history.duration'),
      cell: (row) => muted(format.duration(row.closedAt - row.openedAt)),
    },
    fees: {
      ...right,
      key: 'fees',
      head: t('history.fees'),
      cell: (row) => muted(format.money(row.fees, row.quote)),
    },
    entry: { ...right, key: 'entry', head: t('history.entry'), cell: (row) => format.price(row.entryPrice) },
    exit: { ...right, key: 'exit', head: t('history.exit'), cell: (row) => format.price(row.exitPrice) },
  }
}

const both = (above: Column<TradeRow>, below: Column<TradeRow>): Column<TradeRow> =>
  under(
    above,
    below.cell,
    <>
      {above.head} · {below.head}
    </>,
  )

/**
 * One line where all of them have room beside each other, else two.
 * @param withBot whether they are of several bots
 */
export const useTradeColumns = (
  withBot: boolean,
): { readonly columns: readonly Column<TradeRow>[]; readonly isTall: boolean } => {
  const of = useEach()
  const isTall = useMedia('(max-width: 1399px)')
  if (isTall) {
    const columns = [
      both(of.closed, of.opened),
      withBot ? both(of.bot, of.mode) : of.mode,
      both(of.pair, of.size),
      both(of.pnl, of.ratio),
      { ...of.reason, className: 'w-full max-w-0 min-w-40' },
      both(of.exit, of.entry),
      both(of.duration, of.fees),
    ]
    return { columns, isTall }
  }
  // What it came to is in sight also where the rest has to be scrolled to.
  const first = [of.closed, ...(withBot ? [of.bot] : []), of.pair, of.mode, of.pnl, of.ratio, of.reason]
  return { columns: [...first, of.opened, of.duration, of.size, of.entry, of.exit, of.fees], isTall }
}

import type { LimitUse } from '../../src-preload/contract/risk-views.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Meter } from './Meter.tsx'
import { type Column, Table } from './Table.tsx'

type Use = Omit<LimitUse, 'key' | 'about'>

/** What is used of a limit, the limit, and a meter between them. */
export const useUseColumns = <Row extends Use>(nameOf: (row: Row) => string): readonly Column<Row>[] => {
  const { t, format } = useI18n()
  const amount = ({ unit, currency }: Row, text: string): string => {
    if (unit === 'money') return format.moneyWithCode(text, currency ?? '')
    if (unit === 'ratio') return format.percent(text, 2)
    return unit === 'seconds' ? format.duration(Number(text) * 1000) : format.number(text)
  }
  return [
    { key: 'used', head: t('risk.used'), align: 'right', cell: (row) => amount(row, row.used) },
    { key: 'limit', head: t('risk.limit'), align: 'right', cell: (row) => amount(row, row.limit) },
    {
      key: 'meter',
      head: t('risk.share'),
      className: 'w-2/5',
      cell: (row) => (
        <Meter
          label={nameOf(row)}
          used={Number(row.limit) > 0 ? Number(row.used) / Number(row.limit) : 0}
          text={t('overview.ofLimit', { value: amount(row, row.used), limit: amount(row, row.limit) })}
        />
      ),
    },
  ]
}

/** What happens once it is reached: a circuit breaker trips, an entry is made smaller, or it is refused. */
const halting: ReadonlySet<LimitUse['key']> = new Set([
  'dailyLoss',
  'maxDrawdown',
  'lossStreak',
  'maxSlippage',
  'accountDailyLoss',
  'accountDrawdown',
  'rejectedOrders',
  'exchangeErrors',
  'staleSeconds',
  'priceDeviation',
  'loopLagSeconds',
])
/** Measured at each order only: the worst of the day. */
const ofToday: ReadonlySet<LimitUse['key']> = new Set(['largestOrder', 'maxSlippage'])
const cutting: ReadonlySet<LimitUse['key']> = new Set(['allocation', 'maxPositionRatio', 'lossPerTrade'])

const actionOf = (key: LimitUse['key']) => {
  if (halting.has(key)) return 'risk.action.halts'
  return cutting.has(key) ? 'risk.action.cuts' : 'risk.action.refuses'
}

export const LimitUsesTable = ({ name, uses }: { name: string; uses: readonly LimitUse[] }) => {
  const { t } = useI18n()
  const nameOf = ({ key, about }: LimitUse) => {
    const parts = [t(`parameter.${key}`), ...(ofToday.has(key) ? [t('risk.ofToday')] : [])]
    return [...parts, ...(about === null ? [] : [about])].join(' · ')
  }
  const columns: readonly Column<LimitUse>[] = [
    { key: 'name', head: t('risk.rule'), cell: nameOf },
    {
      key: 'action',
      head: t('risk.action'),
      cell: ({ key }) => <span className="text-muted">{t(actionOf(key))}</span>,
    },
    ...useUseColumns(nameOf),
  ]
  return (
    <Table name={name} columns={columns} rows={uses} rowKey={({ key, currency }) => `${key} ${currency}`} />
  )
}

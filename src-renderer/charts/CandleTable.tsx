import { useMemo } from 'react'
import type { CandleRow } from '../../src-preload/contract/views.ts'
import { priceDigits } from '../format/digits.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { stableNames } from '../i18n/stable-names.ts'
import { type Column, Table } from '../ui/Table.tsx'

const shownAtMost = 200

/** The chart's numbers for whoever cannot or would not read a picture. */
export const CandleTable = ({ rows }: { rows: readonly CandleRow[] }) => {
  const { t, format } = useI18n()
  const newest = useMemo(() => rows.slice(-shownAtMost).reverse(), [rows])
  const digits = priceDigits(newest[0]?.[4] ?? 0)
  const price = (key: 'open' | 'high' | 'low' | 'close', index: 1 | 2 | 3 | 4): Column<CandleRow> => ({
    key,
    head: t(`chart.${key}`),
    align: 'right',
    cell: (row) => format.price(row[index], digits),
  })
  const columns: readonly Column<CandleRow>[] = [
    { key: 'time', head: t('chart.time'), cell: (row) => format.dateTime(row[0]) },
    price('open', 1),
    price('high', 2),
    price('low', 3),
    price('close', 4),
    { key: 'volume', head: t('chart.volume'), align: 'right', cell: (row) => format.number(row[5], 2) },
  ]
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <Table name={stableNames.candles} columns={columns} rows={newest} rowKey={(row) => String(row[0])} />
    </div>
  )
}

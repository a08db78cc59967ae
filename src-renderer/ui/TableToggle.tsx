import { Table as TableIcon } from 'lucide-react'
import { useI18n } from '../i18n/i18n.tsx'
import { IconButton } from './Button.tsx'

interface TableToggleProps {
  readonly asTable: boolean
  readonly setAsTable: (asTable: boolean) => void
}

/** Between a chart and its numbers. */
export const TableToggle = ({ asTable, setAsTable }: TableToggleProps) => {
  const { t } = useI18n()
  return (
    <IconButton
      label={asTable ? t('chart.picture') : t('chart.table')}
      aria-pressed={asTable}
      onClick={() => setAsTable(!asTable)}
    >
      <TableIcon size={15} />
    </IconButton>
  )
}

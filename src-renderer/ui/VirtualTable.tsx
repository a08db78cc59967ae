import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { type Column, cellClass, TableHead } from './Table.tsx'

interface VirtualTableProps<Row, Key extends string> {
  readonly name: string
  readonly columns: readonly Column<Row, Key>[]
  readonly rows: readonly Row[]
  readonly total: number
  readonly rowKey: (row: Row) => string
  readonly loadMore: () => void
  /** For cells of two lines. */
  readonly tall?: boolean
}

/** What scrolls must be reachable by keyboard. */
const focusable = { tabIndex: 0 }
/** px */
const rowHeights = { usual: 28, tall: 44 }

/** Draws only the rows in sight, so that a hundred thousand scroll like twenty; asks for more near the end. */
export const VirtualTable = <Row, Key extends string>(props: VirtualTableProps<Row, Key>) => {
  const { name, columns, rows, total, rowKey, loadMore, tall = false } = props
  const rowHeight = tall ? rowHeights.tall : rowHeights.usual
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 1000, height: 600 },
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown >= rows.length - 20 && rows.length < total) loadMore()
  }, [lastShown, rows.length, total, loadMore])
  const above = items[0]?.start ?? 0
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <div ref={scroller} {...focusable} className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]">
      <table aria-label={name} aria-rowcount={total + 1} className="w-full border-collapse">
        <TableHead columns={columns} />
        <tbody>
          {above > 0 && (
            <tr aria-hidden>
              <td colSpan={columns.length} style={{ height: above }} />
            </tr>
          )}
          {items.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            return (
              <tr
                key={rowKey(row)}
                aria-rowindex={item.index + 2}
                style={{ height: rowHeight }}
                className="border-b border-line bg-panel last:border-b-0 hover:bg-hover"
              >
                {columns.map((column) => (
                  <td key={column.key} className={cellClass(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
          {below > 0 && (
            <tr aria-hidden>
              <td colSpan={columns.length} style={{ height: below }} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

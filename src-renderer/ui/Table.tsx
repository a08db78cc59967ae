import { ArrowDown, ArrowUp } from 'lucide-react'
import type { KeyboardEventHandler, ReactNode } from 'react'
import { cx } from './class-names.ts'

export interface Column<Row, Key extends string = string> {
  readonly key: Key
  readonly head: ReactNode
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'right'
  readonly sortable?: boolean
  readonly className?: string
  /** Stays in sight at the right edge while a wide table scrolls below it: for what is pressed. */
  readonly pinned?: boolean
  /** Shown in full where the head is abbreviated. */
  readonly title?: string
}

export interface Sorting<Key extends string> {
  readonly key: Key
  readonly descending: boolean
}

/** Two lines of one cell: what it is, and what belongs to it, so that every column is in sight. */
export const under = <Row, Key extends string>(
  above: Column<Row, Key>,
  below: (row: Row) => ReactNode,
  head: ReactNode = above.head,
): Column<Row, Key> => ({
  ...above,
  head,
  cell: (row) => (
    <>
      <span className="block leading-5">{above.cell(row)}</span>{' '}
      <span className="block text-meta leading-4 text-muted">{below(row)}</span>
    </>
  ),
})

interface HeadProps<Row, Key extends string> {
  readonly columns: readonly Column<Row, Key>[]
  readonly sorting?: Sorting<Key>
  readonly onSort?: ((key: Key) => void) | undefined
}

export const headCell =
  'h-[26px] px-2 max-[1199px]:px-1 text-label font-medium whitespace-nowrap text-muted first:pl-3 last:pr-3'
export const bodyCell = 'px-2 max-[1199px]:px-1 whitespace-nowrap first:pl-3 last:pr-3'

const pinnedCell = 'sticky right-0'

/** How a cell of the body looks; a pinned one has its row's own background, so that what scrolls below is hidden. */
export const cellClass = <Row, Key extends string>({ align, pinned, className }: Column<Row, Key>): string =>
  cx(bodyCell, align === 'right' && 'text-right', pinned === true && `${pinnedCell} bg-inherit`, className)

export const TableHead = <Row, Key extends string>({ columns, sorting, onSort }: HeadProps<Row, Key>) => (
  <thead className="sticky top-0 z-1 bg-panel">
    <tr className="border-b border-line">
      {columns.map((column) => {
        const sorted = sorting?.key === column.key
        return (
          <th
            key={column.key}
            scope="col"
            title={column.title}
            aria-sort={sorted ? (sorting.descending ? 'descending' : 'ascending') : undefined}
            className={cx(
              headCell,
              column.align === 'right' ? 'text-right' : 'text-left',
              column.pinned === true && `${pinnedCell} bg-panel`,
              column.className,
            )}
          >
            {column.sortable === true && onSort !== undefined ? (
              <button
                type="button"
                onClick={() => onSort(column.key)}
                className="inline-flex h-6 items-center gap-1 rounded-chip hover:text-text"
              >
                {column.head}
                {sorted &&
                  (sorting.descending ? (
                    <ArrowDown size={12} className="text-accent" />
                  ) : (
                    <ArrowUp size={12} className="text-accent" />
                  ))}
              </button>
            ) : (
              column.head
            )}
          </th>
        )
      })}
    </tr>
  </thead>
)

interface TableProps<Row, Key extends string> {
  readonly name: string
  readonly columns: readonly Column<Row, Key>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly foot?: ReactNode
  readonly marked?: (row: Row) => boolean
  readonly onKeyDown?: KeyboardEventHandler<HTMLTableElement>
}

/** Horizontal lines only; numbers to the right; a wide table scrolls inside its own panel. */
export const Table = <Row, Key extends string>({
  name,
  columns,
  rows,
  rowKey,
  foot,
  marked,
  onKeyDown,
}: TableProps<Row, Key>) => (
  <div className="min-h-0 overflow-auto">
    <table aria-label={name} onKeyDown={onKeyDown} className="w-full border-collapse">
      <TableHead columns={columns} />
      <tbody>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className={cx(
              'h-7 border-b border-line last:border-b-0',
              marked?.(row) === true ? 'bg-selected' : 'bg-panel hover:bg-hover',
            )}
          >
            {columns.map((column) => (
              <td key={column.key} className={cellClass(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {foot}
    </table>
  </div>
)

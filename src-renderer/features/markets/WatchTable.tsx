import { X } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { pairKey, type WatchedPair } from '../../state/watchlist.ts'
import { IconButton } from '../../ui/Button.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { DataCell, PriceCell, VenueCell } from './WatchCells.tsx'

interface WatchTableProps {
  readonly pairs: readonly WatchedPair[]
  readonly selected: string
  readonly select: (pair: WatchedPair) => void
  readonly remove: (pair: WatchedPair) => void
}

export const WatchTable = ({ pairs, selected, select, remove }: WatchTableProps) => {
  const { t } = useI18n()
  const venues = useEngine((state) => state.engine?.venues)
  const host = useRef<HTMLDivElement>(null)
  const nameOf = (id: string) => venues?.find((venue) => venue.id === id)?.name ?? id
  const columns: readonly Column<WatchedPair>[] = [
    {
      key: 'pair',
      head: t('markets.pair'),
      cell: (pair) => (
        <button
          type="button"
          data-pair={pairKey(pair)}
          aria-pressed={pairKey(pair) === selected}
          onClick={() => select(pair)}
          className="h-6 rounded-chip font-semibold hover:text-accent"
        >
          {pair.symbol}
        </button>
      ),
    },
    { key: 'venue', head: t('markets.venue'), cell: (pair) => <VenueCell pair={pair} /> },
    { key: 'last', head: t('markets.last'), align: 'right', cell: (pair) => <PriceCell pair={pair} /> },
    {
      key: 'data',
      head: t('markets.data'),
      className: 'w-full max-w-0',
      cell: (pair) => <DataCell pair={pair} />,
    },
    {
      key: 'remove',
      head: '',
      align: 'right',
      cell: (pair) => (
        <IconButton
          label={t('markets.remove', { symbol: pair.symbol, venue: nameOf(pair.venueId) })}
          onClick={() => remove(pair)}
          className="size-6"
        >
          <X size={14} />
        </IconButton>
      ),
    },
  ]
  const press = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.pair === undefined) return
    const buttons = [...(host.current?.querySelectorAll<HTMLElement>('button[data-pair]') ?? [])]
    const at = buttons.indexOf(event.target)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    const next = to === undefined ? undefined : buttons[to]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }
  return (
    <div ref={host} className="flex min-h-0 flex-1 flex-col">
      <Table
        name={stableNames.watchlist}
        columns={columns}
        rows={pairs}
        rowKey={pairKey}
        marked={(pair) => pairKey(pair) === selected}
        onKeyDown={press}
      />
    </div>
  )
}

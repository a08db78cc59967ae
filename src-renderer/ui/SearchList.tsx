import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useRef, useState } from 'react'
import { cx } from './class-names.ts'

interface SearchListProps<Row> {
  readonly label: string
  readonly placeholder: string
  readonly typed: string
  readonly setTyped: (typed: string) => void
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly row: (row: Row) => ReactNode
  readonly choose: (row: Row) => void
  /** Under the list: how many more there are, or why there is none. */
  readonly note: string | null
  readonly disabled: boolean
  readonly inputRef: Ref<HTMLInputElement>
}

/** A field with a list of matches below it; the focus stays in the field. */
export const SearchList = <Row,>(props: SearchListProps<Row>) => {
  const { label, placeholder, typed, setTyped, rows, rowKey, choose, note, disabled } = props
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const current = Math.min(at, rows.length - 1)
  const optionId = (index: number) => `${id}-${index}`
  useEffect(() => {
    if (!open) return
    const option = list.current?.children[current]
    if (typeof option?.scrollIntoView === 'function') option.scrollIntoView({ block: 'nearest' })
  }, [open, current])
  const take = (row: Row | undefined) => {
    if (row === undefined) return
    choose(row)
    setTyped('')
    setAt(0)
    setOpen(false)
  }
  const press = (event: KeyboardEvent) => {
    const keys = new Map<string, () => void>([
      ['ArrowDown', () => (open ? setAt(Math.min(rows.length - 1, current + 1)) : setOpen(true))],
      ['ArrowUp', () => setAt(Math.max(0, current - 1))],
      ['Enter', () => open && take(rows[current])],
      ['Escape', () => setOpen(false)],
    ])
    const run = keys.get(event.key)
    if (run === undefined) return
    event.preventDefault()
    run()
  }
  return (
    <div className="relative">
      <div className="flex h-7 items-center gap-2 rounded-control border border-control-line bg-panel px-2 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent">
        <Search aria-hidden size={14} className="shrink-0 text-muted" />
        <input
          ref={props.inputRef}
          role="combobox"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-activedescendant={open && rows.length > 0 ? optionId(current) : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          disabled={disabled}
          value={typed}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={press}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
            setOpen(true)
          }}
          className="selectable min-w-0 flex-1 bg-transparent outline-none placeholder:text-faint"
        />
      </div>
      <div
        hidden={!open}
        className="absolute inset-x-0 top-full z-10 mt-1 rounded-panel border border-line-strong bg-raised shadow-float"
      >
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          tabIndex={-1}
          className={cx('max-h-[min(44vh,360px)] overflow-y-auto p-1', rows.length === 0 && 'hidden')}
        >
          {rows.map((row, index) => (
            // Pressing must not take the focus from the field, whose loss closes the list.
            <div
              key={rowKey(row)}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(row)}
              onKeyDown={press}
              onMouseMove={() => setAt(index)}
              className={cx(
                'flex h-7 items-center gap-3 rounded-chip px-2',
                index === current && 'bg-selected',
              )}
            >
              {props.row(row)}
            </div>
          ))}
        </div>
        <p
          role="status"
          className={note === null ? 'sr-only' : 'border-t border-line px-3 py-1.5 text-small text-muted'}
        >
          {note}
        </p>
      </div>
    </div>
  )
}

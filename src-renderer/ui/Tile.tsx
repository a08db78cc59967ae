import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

/** One panel with dividers, not separate cards. */
export const Tiles = ({ label, children }: { label: string; children: ReactNode }) => (
  <section
    aria-label={label}
    className="flex shrink-0 flex-wrap overflow-hidden rounded-panel border border-line bg-line [gap:1px]"
  >
    {children}
  </section>
)

interface TileProps {
  readonly label: string
  readonly aside?: string | undefined
  readonly children: ReactNode
  readonly context?: ReactNode
}

export const Tile = ({ label, aside, children, context }: TileProps) => (
  <div className="min-w-[106px] flex-1 overflow-hidden bg-panel px-3 py-2">
    <div className="flex items-baseline justify-between gap-2 text-label whitespace-nowrap text-muted">
      <span className="truncate">{label}</span>
      {aside !== undefined && (
        <span className="hidden text-meta text-faint min-[1200px]:inline">{aside}</span>
      )}
    </div>
    <div className="mt-0.5 text-value font-semibold whitespace-nowrap">{children}</div>
    <div className={cx('mt-0.5 flex min-h-4 items-center truncate text-meta whitespace-nowrap text-muted')}>
      {context}
    </div>
  </div>
)

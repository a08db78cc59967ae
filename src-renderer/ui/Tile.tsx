import type { ReactNode } from 'react'

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
  /** Said in full where the label is short. */
  readonly title?: string
  readonly aside?: string | undefined
  readonly children: ReactNode
  readonly context?: ReactNode
}

export const Tile = ({ label, title = label, aside, children, context }: TileProps) => (
  <div className="min-w-[106px] flex-1 max-[1199px]:min-w-[23%] overflow-hidden bg-panel px-3 py-2">
    <div className="flex items-baseline justify-between gap-2 text-label whitespace-nowrap text-muted">
      <span className="truncate" title={title}>
        {label}
      </span>
      {aside !== undefined && (
        <span className="hidden text-meta text-faint min-[1400px]:inline">{aside}</span>
      )}
    </div>
    <div className="mt-0.5 text-value font-semibold whitespace-nowrap max-[1199px]:text-title">
      {children}
    </div>
    {/* What has no room wraps out of sight whole, or ends in dots: half a number is a wrong number. */}
    <div className="mt-0.5 flex h-4 flex-wrap items-center gap-x-1 overflow-clip text-meta whitespace-nowrap text-muted">
      {typeof context === 'string' ? (
        <span className="truncate" title={context}>
          {context}
        </span>
      ) : (
        context
      )}
    </div>
  </div>
)

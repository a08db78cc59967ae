import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

interface PanelProps {
  readonly title?: ReactNode
  readonly count?: ReactNode
  readonly aside?: ReactNode
  readonly label?: string
  readonly className?: string
  readonly children: ReactNode
}

export const Panel = ({ title, count, aside, label, className, children }: PanelProps) => (
  <section
    aria-label={label ?? (typeof title === 'string' ? title : undefined)}
    className={cx(
      'flex min-h-0 flex-col overflow-hidden rounded-panel border border-line bg-panel',
      className,
    )}
  >
    {title !== undefined && (
      <header className="flex h-9 shrink-0 items-center gap-2 px-3">
        <h2 className="text-body font-semibold whitespace-nowrap">{title}</h2>
        {count !== undefined && <span className="truncate text-small text-muted">{count}</span>}
        {aside !== undefined && <div className="ml-auto flex items-center gap-2">{aside}</div>}
      </header>
    )}
    {children}
  </section>
)

interface PageProps {
  readonly title: ReactNode
  readonly meta?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** As high as the window, so that a long list scrolls inside; otherwise the page itself scrolls. */
  readonly fill?: boolean
}

/** The frame of a screen: a heading row, then panels. */
export const Page = ({ title, meta, actions, fill = false, children }: PageProps) => (
  <div className={cx('flex flex-col gap-3 px-4 pt-2.5 pb-3', fill ? 'h-full min-h-100' : 'min-h-full')}>
    <header className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-title font-semibold">{title}</h1>
      {meta}
      {actions !== undefined && <div className="ml-auto flex items-center gap-2">{actions}</div>}
    </header>
    {children}
  </div>
)

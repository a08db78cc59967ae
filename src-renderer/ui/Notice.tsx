import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

/** What is wrong with the thing it stands on, and what follows from it. */
export const Notice = ({ className, children }: { className?: string; children: ReactNode }) => (
  <div
    className={cx(
      'flex gap-2 rounded-control border border-banner-line bg-banner px-3 py-1.5 text-small',
      className,
    )}
  >
    <TriangleAlert aria-hidden size={14} className="mt-px shrink-0 text-warning" />
    <div className="selectable min-w-0">{children}</div>
  </div>
)

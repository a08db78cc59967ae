import type { ReactNode } from 'react'

interface BannerProps {
  readonly icon: ReactNode
  readonly text: string
  readonly action?: ReactNode
  readonly quiet?: boolean
}

/** One line under the top bar. */
export const Banner = ({ icon, text, action, quiet = false }: BannerProps) => (
  <div
    role={quiet ? 'note' : 'status'}
    className={`flex min-h-8 shrink-0 items-center gap-2.5 border-b px-4 py-1 ${
      quiet ? 'border-line bg-panel text-muted' : 'border-banner-line bg-banner'
    }`}
  >
    {icon}
    <p className="min-w-0 flex-1 truncate" title={text}>
      {text}
    </p>
    {action}
  </div>
)

import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'

interface PopoverProps {
  readonly trigger: ReactElement
  readonly title: string
  readonly aside?: ReactNode
  readonly open?: boolean
  readonly setOpen?: (open: boolean) => void
  readonly width?: number
  readonly children: ReactNode
}

export const Popover = ({ trigger, title, aside, open, setOpen, width = 360, children }: PopoverProps) => (
  <Base.Root
    {...(open === undefined ? {} : { open })}
    {...(setOpen === undefined ? {} : { onOpenChange: (next: boolean) => setOpen(next) })}
  >
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner align="end" sideOffset={6} className="z-50">
        <Base.Popup
          style={{ width }}
          className="float-motion flex max-h-[70vh] max-w-[94vw] flex-col rounded-panel border border-line-strong bg-raised shadow-float outline-none"
        >
          <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line px-3">
            <Base.Title className="text-body font-semibold">{title}</Base.Title>
            {aside !== undefined && <div className="ml-auto">{aside}</div>}
          </div>
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)

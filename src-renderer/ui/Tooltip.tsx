import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'

interface TooltipProps {
  readonly text: ReactNode
  readonly side?: 'right' | 'bottom' | 'top'
  readonly children: ReactElement
}

/** Says more about what is named already; nothing is found only here. */
export const Tooltip = ({ text, side = 'bottom', children }: TooltipProps) => (
  <Base.Root>
    <Base.Trigger render={children} delay={400} />
    <Base.Portal>
      <Base.Positioner side={side} sideOffset={6} className="z-[70]">
        <Base.Popup className="float-motion max-w-72 rounded-control border border-line-strong bg-raised px-2 py-1 text-small shadow-float">
          {text}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)

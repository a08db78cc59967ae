import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './class-names.ts'

interface MenuProps {
  readonly trigger: ReactElement
  readonly children: ReactNode
  readonly open?: boolean
  readonly setOpen?: (open: boolean) => void
}

export const Menu = ({ trigger, children, open, setOpen }: MenuProps) => (
  <Base.Root
    {...(open === undefined ? {} : { open })}
    {...(setOpen === undefined ? {} : { onOpenChange: (next: boolean) => setOpen(next) })}
  >
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner align="end" sideOffset={4} className="z-50 outline-none">
        <Base.Popup className="float-motion min-w-56 rounded-panel border border-line-strong bg-raised p-1 shadow-float outline-none">
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)

interface MenuItemProps {
  readonly icon: ReactNode
  readonly onSelect: () => void
  readonly disabled?: boolean
  /** A key, or why the item cannot be used now. */
  readonly hint?: ReactNode
  readonly name?: string
  readonly children: ReactNode
}

export const MenuItem = ({ icon, onSelect, disabled = false, hint, name, children }: MenuItemProps) => (
  <Base.Item
    disabled={disabled}
    onClick={onSelect}
    aria-label={name}
    className={cx(
      'flex h-7 items-center gap-2.5 rounded-chip px-2 outline-none data-highlighted:bg-selected',
      '[&>svg]:size-4 [&>svg]:text-muted',
      disabled && 'text-faint',
    )}
  >
    {icon}
    <span className="flex-1">{children}</span>
    {hint !== undefined && <span className="pl-4 text-meta text-faint">{hint}</span>}
  </Base.Item>
)

export const MenuLine = () => <Base.Separator className="mx-1 my-1 h-px bg-line" />

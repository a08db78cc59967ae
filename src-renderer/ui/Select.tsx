import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

export interface Choice<T extends string> {
  readonly value: T
  readonly label: string
}

interface SelectProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly choices: readonly Choice<T>[]
  readonly onChange: (value: T) => void
  /** Shows the label inside, before the value, as in "Theme Dark". */
  readonly inlineLabel?: boolean
  readonly icon?: ReactNode
  readonly className?: string
  readonly id?: string
}

export const Select = <T extends string>(props: SelectProps<T>) => {
  const { label, value, choices, onChange, inlineLabel = false, icon, className, id } = props
  return (
    <Base.Root
      value={value}
      items={choices}
      onValueChange={(next: T | null) => next !== null && onChange(next)}
      modal={false}
    >
      <Base.Trigger
        aria-label={label}
        id={id}
        className={cx(
          'inline-flex h-7 items-center gap-1.5 rounded-control border border-line-strong bg-panel px-2.5 text-body whitespace-nowrap hover:border-control-line data-popup-open:border-accent',
          className,
        )}
      >
        {icon}
        {inlineLabel && <span className="text-muted">{label}</span>}
        <span className={cx('min-w-0 truncate', inlineLabel && 'font-medium')}>
          <Base.Value />
        </span>
        <Base.Icon className="ml-auto shrink-0 pl-1 text-faint">
          <ChevronDown size={14} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-[60] outline-none">
          <Base.Popup className="float-motion max-h-[50vh] min-w-[var(--anchor-width)] overflow-y-auto rounded-panel border border-line-strong bg-raised p-1 shadow-float outline-none">
            <Base.List>
              {choices.map((choice) => (
                <Base.Item
                  key={choice.value}
                  value={choice.value}
                  className="flex h-7 items-center gap-2 rounded-chip px-2 outline-none data-highlighted:bg-selected"
                >
                  <span className="w-4">
                    <Base.ItemIndicator>
                      <Check size={14} className="text-accent" />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText>{choice.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import type { Choice } from './Select.tsx'

interface SegmentsProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly choices: readonly Choice<T>[]
  readonly onChange: (value: T) => void
  readonly disabled?: boolean
}

/** A few choices side by side, of which one holds. */
export const Segments = <T extends string>(props: SegmentsProps<T>) => {
  const { label, value, choices, onChange, disabled = false } = props
  return (
    <ToggleGroup<T>
      aria-label={label}
      disabled={disabled}
      value={[value]}
      onValueChange={(next) => {
        const chosen = next[0]
        if (chosen !== undefined) onChange(chosen)
      }}
      className="inline-flex h-6 shrink-0 divide-x divide-line-strong overflow-hidden rounded-control border border-line-strong"
    >
      {choices.map((choice) => (
        <Toggle
          key={choice.value}
          value={choice.value}
          className="px-2.5 text-small text-muted outline-offset-[-2px] hover:bg-hover data-pressed:bg-selected data-pressed:font-medium data-pressed:text-text"
        >
          {choice.label}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}

interface TickProps {
  readonly label: string
  readonly ticked: boolean
  readonly set: (ticked: boolean) => void
}

export const Tick = ({ label, ticked, set }: TickProps) => (
  <label className="flex min-h-6 items-start gap-2">
    <input
      type="checkbox"
      className="mt-0.5 size-4 shrink-0 accent-accent-fill"
      checked={ticked}
      onChange={(event) => set(event.target.checked)}
    />
    {label}
  </label>
)

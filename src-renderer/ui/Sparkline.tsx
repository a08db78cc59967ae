import { useMemo } from 'react'

/** The shape of a short series, for the eye only: the figure stands beside it. */
export const Sparkline = ({
  values,
  width = 96,
  height = 24,
}: {
  values: readonly string[]
  width?: number
  height?: number
}) => {
  const path = useMemo(() => {
    const numbers = values.map(Number)
    if (numbers.length < 2) return null
    const low = Math.min(...numbers)
    const span = Math.max(...numbers) - low || 1
    const x = (index: number) => (index / (numbers.length - 1)) * (width - 2) + 1
    const y = (value: number) => height - 2 - ((value - low) / span) * (height - 4)
    return numbers
      .map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`)
      .join('')
  }, [values, width, height])
  return (
    <svg aria-hidden width={width} height={height} className="shrink-0 text-muted">
      {path === null ? (
        <path d={`M1 ${height / 2}H${width - 1}`} stroke="var(--line-strong)" strokeDasharray="3 3" />
      ) : (
        <path d={path} fill="none" stroke="currentColor" strokeWidth="1.25" strokeLinejoin="round" />
      )}
    </svg>
  )
}

import { Meter as Base } from '@base-ui/react/meter'
import { cx } from './class-names.ts'

interface MeterProps {
  readonly label: string
  /** Used share of the limit; 1 is at the limit. */
  readonly used: number
  readonly text: string
  /** Being near the end is nothing to be warned of. */
  readonly plain?: boolean
  readonly className?: string
}

const stripes =
  'bg-[repeating-linear-gradient(135deg,var(--warning)_0_4px,transparent_4px_7px)] outline outline-1 -outline-offset-1 outline-warning'

const colourOf = (share: number): string => (share >= 1 ? stripes : share >= 0.8 ? 'bg-warning' : 'bg-accent')

/** Blue, amber from 80 % of the limit, amber stripes at the limit: never by colour alone. */
export const Meter = ({ label, used, text, plain = false, className }: MeterProps) => {
  const share = Math.min(1, Math.max(0, Number.isFinite(used) ? used : 0))
  return (
    <Base.Root
      aria-label={label}
      value={Math.round(share * 100)}
      getAriaValueText={() => text}
      className={cx('w-full', className)}
    >
      <Base.Track className="h-[5px] overflow-hidden rounded-full bg-track">
        <Base.Indicator className={cx('h-full rounded-full', colourOf(plain ? 0 : share))} />
      </Base.Track>
    </Base.Root>
  )
}

import { ArrowRight, ChevronDown, ChevronRight, Clock, LogIn, LogOut, ShieldBan } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ConditionView, DecisionView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import type { DecisionGroup } from '../../state/decision-groups.ts'
import { Confidence } from '../../ui/Confidence.tsx'
import { cx } from '../../ui/class-names.ts'
import { measureOf } from './condition-measure.ts'

const icons: Readonly<Record<DecisionView['action'], ReactNode>> = {
  entered: <LogIn size={14} className="text-accent" />,
  exited: <LogOut size={14} className="text-sell" />,
  held: <ArrowRight size={14} className="text-muted" />,
  skipped: <ShieldBan size={14} className="text-warning" />,
  waited: <Clock size={14} className="text-muted" />,
}

const Condition = ({ condition, entry }: { condition: ConditionView; entry: boolean }) => {
  const { t, loose, format } = useI18n()
  const { value, need } = measureOf(condition, format)
  const failed = !condition.passed
  return (
    <tr className={cx(failed && entry && 'text-warning')}>
      <td className="w-5 py-0.5">
        <span
          aria-hidden
          className={cx('font-semibold', condition.passed ? 'text-accent' : !entry && 'text-muted')}
        >
          {condition.passed ? '✓' : '✕'}
        </span>
        <span className="sr-only">{condition.passed ? t('decision.passed') : t('decision.failed')}</span>
      </td>
      <td className="py-0.5">{loose(`condition.${condition.code}`, condition.facts)}</td>
      <td className="py-0.5 pl-2 text-right font-medium whitespace-nowrap">{value}</td>
      <td className="py-0.5 pl-3 text-right whitespace-nowrap text-muted">{need}</td>
    </tr>
  )
}

interface DecisionItemProps {
  readonly group: DecisionGroup
  readonly newest: boolean
  readonly withSymbol: boolean
}

export const DecisionItem = ({ group, newest, withSymbol }: DecisionItemProps) => {
  const { t, say, format } = useI18n()
  const { latest, oldest, count } = group
  const traded = latest.action === 'entered' || latest.action === 'exited'
  const [chosen, setOpen] = useState<boolean | null>(null)
  const open = chosen ?? (newest || traded)
  const action = t(`decision.${latest.action}`)
  const title = count === 1 ? action : t('decision.times', { what: action, count })
  const reason = say(latest.reason)
  const detail = count === 1 ? reason : t('decision.since', { time: format.clock(oldest.marketTime), reason })
  const entry = latest.action !== 'held' && latest.action !== 'exited'
  return (
    <li className={cx('border-b border-line px-3 py-2', newest && 'shadow-[inset_3px_0_0_var(--accent)]')}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-6 w-full items-start gap-2.5 text-left"
      >
        <span className="w-9 shrink-0 text-muted">{format.clock(latest.marketTime)}</span>
        <span aria-hidden className="mt-[3px]">
          {icons[latest.action]}
        </span>
        <span className="min-w-0 flex-1">
          <span className="font-semibold">{title}</span>
          {withSymbol && <span className="ml-2 text-small text-muted">{latest.symbol}</span>}
          <span className="block text-small text-muted">
            {traded ? `${reason} ${t('decision.price', { price: format.price(latest.price) })}` : detail}
          </span>
        </span>
        <Confidence confidence={latest.confidence} className="mt-0.5" />
        <span aria-hidden className="mt-1 text-faint">
          {open ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        </span>
      </button>
      {open && latest.conditions.length > 0 && (
        <div className="mt-1.5 rounded-control border border-line px-2.5 py-1 text-small">
          <table className="w-full">
            <tbody>
              {latest.conditions.map((condition) => (
                <Condition key={`${condition.code} ${condition.sign}`} condition={condition} entry={entry} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </li>
  )
}

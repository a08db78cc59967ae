import { useI18n } from '../i18n/i18n.tsx'
import { cx } from './class-names.ts'

/** −1, 0 or 1 from decimal text, without arithmetic. */
export const signOf = (text: string): -1 | 0 | 1 => {
  if (!/[1-9]/.test(text)) return 0
  return text.startsWith('-') ? -1 : 1
}
export const changeColour = (text: string): string => {
  const sign = signOf(text)
  return sign === 0 ? 'text-text' : sign > 0 ? 'text-profit' : 'text-loss'
}

export const Triangle = ({ sign, className }: { sign: -1 | 0 | 1; className?: string }) =>
  sign === 0 ? null : (
    <svg aria-hidden viewBox="0 0 8 6" className={cx('inline-block h-[5px] w-[7px] fill-current', className)}>
      <path d={sign > 0 ? 'M4 0 8 6H0z' : 'M0 0h8L4 6z'} />
    </svg>
  )

interface ChangeProps {
  readonly amount: string
  readonly currency: string
  readonly arrow?: boolean
  /** Names the currency after it. */
  readonly code?: boolean
  readonly className?: string
}

/** A change in money: sign, colour and, where there is room, a triangle. */
export const MoneyChange = ({ amount, currency, arrow = false, code = false, className }: ChangeProps) => {
  const { format } = useI18n()
  const change = (
    <span className={cx('whitespace-nowrap', changeColour(amount), className)}>
      {arrow && <Triangle sign={signOf(amount)} className="mr-1 align-middle" />}
      {format.change(amount, currency)}
    </span>
  )
  if (!code) return change
  return (
    <span className="whitespace-nowrap">
      {change} <span className="text-meta text-muted">{currency}</span>
    </span>
  )
}

export const RatioChange = ({ ratio, className }: { ratio: string; className?: string }) => {
  const { format } = useI18n()
  return (
    <span className={cx('whitespace-nowrap', changeColour(ratio), className)}>
      {format.percentChange(ratio)}
    </span>
  )
}

/** The side of an order or position: a word and a triangle in colours that mean neither profit nor loss. */
export const SideText = ({ side, word }: { side: 'buy' | 'sell'; word?: string }) => {
  const { t } = useI18n()
  return (
    <span className={cx('whitespace-nowrap', side === 'buy' ? 'text-buy' : 'text-sell')}>
      <Triangle sign={side === 'buy' ? 1 : -1} className="mr-1.5 align-middle" />
      {word ?? t(`side.${side}`)}
    </span>
  )
}

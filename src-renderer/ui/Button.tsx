import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { cx } from './class-names.ts'

type Look = 'plain' | 'primary' | 'ghost' | 'danger' | 'kill' | 'kill-engaged'
type Size = 'row' | 'normal' | 'big'

const looks: Readonly<Record<Look, string>> = {
  plain: 'border border-line-strong bg-raised text-text hover:border-control-line hover:bg-hover',
  primary: 'border border-transparent bg-accent-fill text-on-fill hover:bg-accent-fill-hover',
  ghost: 'border border-transparent text-muted hover:bg-hover hover:text-text',
  danger: 'border border-transparent bg-danger text-on-fill hover:brightness-110',
  kill: 'border border-danger bg-danger-tint text-text hover:brightness-110',
  'kill-engaged': 'border border-danger bg-danger text-on-fill hover:brightness-110',
}
const sizes: Readonly<Record<Size, string>> = {
  row: 'h-6 px-2 text-small',
  normal: 'h-7 px-2.5 text-body',
  big: 'h-10 px-5 text-body font-semibold',
}

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'name'> {
  readonly look?: Look
  readonly size?: Size
  readonly icon?: ReactNode
  /** The accessible name where it differs from what is seen (stable-names.ts). */
  readonly name?: string | undefined
  readonly ref?: Ref<HTMLButtonElement>
}

export const Button = ({
  look = 'plain',
  size = 'normal',
  icon,
  name,
  className,
  children,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    aria-label={name}
    className={cx(
      'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap',
      'transition-colors duration-100 disabled:opacity-50 [&_svg]:shrink-0',
      looks[look],
      sizes[size],
      className,
    )}
    {...rest}
  >
    {icon}
    {children}
  </button>
)

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'name'> {
  readonly label: string
  readonly ref?: Ref<HTMLButtonElement>
}

export const IconButton = ({ label, className, children, ...rest }: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    className={cx(
      'inline-flex size-7 shrink-0 items-center justify-center rounded-control text-muted',
      'hover:bg-hover hover:text-text data-popup-open:bg-selected data-popup-open:text-text disabled:opacity-40',
      className,
    )}
    {...rest}
  >
    {children}
  </button>
)

import type { ReactNode } from 'react'
import type { Mode } from '../../src-preload/contract/values.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { cx } from './class-names.ts'

type Look = 'paper' | 'live' | 'test' | 'neutral'
const looks: Readonly<Record<Look, string>> = {
  paper: 'border-paper text-paper',
  live: 'border-danger bg-danger text-on-fill',
  test: 'border-accent text-accent',
  neutral: 'border-control-line text-muted',
}

interface PillProps {
  readonly look: Look
  readonly small?: boolean
  readonly children: ReactNode
}

export const Pill = ({ look, small = false, children }: PillProps) => (
  <span
    className={cx(
      'inline-flex shrink-0 items-center gap-1 rounded-full border font-semibold tracking-wide whitespace-nowrap uppercase',
      small ? 'h-4 px-1.5 text-[9.5px]' : 'h-[22px] px-2.5 text-meta',
      looks[look],
    )}
  >
    {children}
  </span>
)

export const ModePill = ({ mode, small = false }: { mode: Mode; small?: boolean }) => {
  const { t } = useI18n()
  return (
    <Pill look={mode} small={small}>
      {t(`mode.${mode}`)}
    </Pill>
  )
}

export const CountChip = ({ children }: { children: ReactNode }) => (
  <span className="inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-track px-1.5 text-meta font-semibold text-text">
    {children}
  </span>
)

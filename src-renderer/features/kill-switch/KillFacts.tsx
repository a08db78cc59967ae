import { Ban, LogOut, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Mode } from '../../../src-preload/contract/values.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine } from '../../state/engine-store.ts'

export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title} className="border-t border-line py-3">
    <h3 className="mb-1.5 font-semibold">{title}</h3>
    {children}
  </section>
)

export const Meaning = () => {
  const { t } = useI18n()
  const line = (icon: ReactNode, text: string) => (
    <li className="flex items-center gap-2.5">
      <span aria-hidden className="text-muted">
        {icon}
      </span>
      {text}
    </li>
  )
  return (
    <ul className="flex flex-col gap-1.5">
      {line(<Ban size={15} />, t('kill.meaningEntries'))}
      {line(<LogOut size={15} />, t('kill.meaningExits'))}
      {line(<RotateCcw size={15} />, t('kill.meaningRestart'))}
    </ul>
  )
}

export const HaltedBots = ({ modes }: { modes: readonly Mode[] }) => {
  const { t } = useI18n()
  const bots = useEngine((state) => state.bots)
  const halted = [...(bots?.values() ?? [])].filter(
    (bot) => bot.state !== 'stopped' && modes.includes(bot.mode),
  )
  if (halted.length === 0) return <p className="text-muted">{t('kill.noBots')}</p>
  return (
    <ul>
      {halted.map((bot) => (
        <li key={bot.id} className="flex h-7 items-center justify-between gap-3">
          <span className="truncate font-medium">{bot.name}</span>
          <span className="inline-flex items-center gap-1.5 text-small text-muted">
            <Ban size={14} />
            {t('status.halted')}
          </span>
        </li>
      ))}
    </ul>
  )
}

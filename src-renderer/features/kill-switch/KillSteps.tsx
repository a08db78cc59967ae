import { useState } from 'react'
import { killCloseWord } from '../../../src-preload/contract/codes.ts'
import type { Mode } from '../../../src-preload/contract/values.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { Button } from '../../ui/Button.tsx'
import { TextInput } from '../../ui/Field.tsx'
import { HoldButton } from './HoldButton.tsx'
import { Section } from './KillFacts.tsx'
import { KillPositions } from './KillPositions.tsx'
import { KillResults } from './KillResults.tsx'

const CancelOrders = ({ mode, count }: { mode: Mode; count: number }) => {
  const { t } = useI18n()
  const { send, pending } = useCommand()
  if (count === 0) return <p className="text-muted">{t('kill.noOrders')}</p>
  return (
    <div className="flex items-center justify-between gap-3">
      <span>{t('kill.cancelWhat', { count, mode: t(`mode.${mode}.word`) })}</span>
      <Button disabled={pending !== null} onClick={() => void send('kill.cancelOrders', { mode })}>
        {t('kill.cancelAll')}
      </Button>
    </div>
  )
}

const CloseAll = ({ mode, count }: { mode: Mode; count: number }) => {
  const { t, language } = useI18n()
  const { send, pending } = useCommand()
  const [typed, setTyped] = useState('')
  const word = killCloseWord[language]
  const label = t('kill.closeType', { word })
  const close = async (press: string | null) => {
    const confirmation = press === null ? typed : null
    if ((await send('kill.closePositions', { mode, press, confirmation })) !== null) setTyped('')
  }
  return (
    <div className="mt-2 flex flex-col gap-2 rounded-control border border-danger p-3">
      <p>{t('kill.closeWhat', { count, mode: t(`mode.${mode}.word`) })}</p>
      <div className="flex">
        <HoldButton disabled={pending === 'kill.closePositions'} done={(press) => void close(press)} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={`close-${mode}`} className="text-small text-muted">
          {label}
        </label>
        <TextInput
          id={`close-${mode}`}
          className="w-28"
          value={typed}
          maxLength={100}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button look="danger" disabled={typed !== word || pending !== null} onClick={() => void close(null)}>
          {t('kill.closeDo')}
        </Button>
      </div>
    </div>
  )
}

/** The two steps after the halt, each asked for by itself, and what became of them. */
export const KillSteps = ({ mode }: { mode: Mode }) => {
  const { t } = useI18n()
  const steps = useEngine((state) => state.killSteps)
  const orders = useEngine((state) => state.orders)
  const positions = useEngine((state) => state.positions)
  const own = <T extends { readonly mode: Mode }>(all: ReadonlyMap<string, T> | null) =>
    [...(all?.values() ?? [])].filter((each) => each.mode === mode)
  const open = own(orders).filter(
    ({ purpose, type }) => purpose === 'entry' || (purpose === 'exit' && type !== 'market'),
  )
  const held = own(positions)
  const word = t(`mode.${mode}.word`)
  return (
    <>
      <Section title={`${t('kill.orders')} (${word})`}>
        <CancelOrders mode={mode} count={open.length} />
      </Section>
      <Section title={`${t('kill.positions')} (${word})`}>
        <KillPositions positions={held} />
        {held.length > 0 && <CloseAll mode={mode} count={held.length} />}
      </Section>
      {(steps ?? [])
        .filter((step) => step.mode === mode)
        .map((step) => (
          <KillResults key={step.step} step={step} />
        ))}
    </>
  )
}

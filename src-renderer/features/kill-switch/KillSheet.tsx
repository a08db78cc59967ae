import { Check } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Mode } from '../../../src-preload/contract/values.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useKillSwitch } from '../../state/commands.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { killEngaged } from '../../state/selectors.ts'
import { closeKillSheet, useView } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Dialog.tsx'
import { HaltedBots, Meaning, Section } from './KillFacts.tsx'
import { KillSteps } from './KillSteps.tsx'
import { LiftDialog } from './LiftDialog.tsx'
import { PaperToo } from './PaperToo.tsx'

const Details = ({ modes }: { modes: readonly Mode[] }) => {
  const { t } = useI18n()
  useTopics([{ topic: 'bots' }, { topic: 'positions' }, { topic: 'orders' }, { topic: 'kill' }])
  return (
    <>
      <Section title={t('kill.meaning')}>
        <Meaning />
      </Section>
      <Section title={t('kill.bots')}>
        <HaltedBots modes={modes} />
      </Section>
      {modes.map((mode) => (
        <KillSteps key={mode} mode={mode} />
      ))}
      <PaperToo />
    </>
  )
}

const useDescription = (): string => {
  const { t, format } = useI18n()
  const latchedInMs = useView((view) => view.killSheet.latchedInMs)
  const engaged = useEngine((state) => state.engine?.kill)?.filter((kill) => kill.engaged) ?? []
  const [kill] = engaged
  if (kill === undefined) return t('kill.off')
  const mode = engaged.map((each) => t(`mode.${each.mode}.word`)).join(' + ')
  if (latchedInMs !== null) {
    return t('kill.latched', { mode, ms: format.number(latchedInMs < 1 ? 1 : Math.round(latchedInMs)) })
  }
  const time = format.clockSeconds(kill.since ?? 0)
  return t('kill.since', { mode, time, source: t(`source.${kill.source ?? 'window'}`) })
}

/** Opens after the halt is latched: it explains, and offers what comes next. It is never a question before it. */
export const KillSheet = () => {
  const { t } = useI18n()
  const open = useView((view) => view.killSheet.open)
  const engine = useEngine((state) => state.engine)
  const paperToo = useEngine((state) => state.settings?.killPaperToo ?? false)
  const modes = (engine?.kill ?? []).filter((kill) => kill.engaged).map((kill) => kill.mode)
  const [lifting, setLifting] = useState<Mode | null>(null)
  const engage = useKillSwitch()
  const done = useRef<HTMLButtonElement>(null)
  const description = useDescription()
  const engaged = modes.length > 0
  return (
    <>
      <Sheet
        open={open}
        close={closeKillSheet}
        title={engaged ? t('kill.title') : t('kill.titleOff')}
        description={
          <span className="flex items-start gap-2">
            {engaged && <Check aria-hidden size={16} className="mt-0.5 shrink-0 text-accent" />}
            <span role="status">{description}</span>
          </span>
        }
        initialFocus={done}
        footer={
          <>
            {modes.map((mode) => (
              <Button key={mode} onClick={() => setLifting(mode)}>
                {modes.length === 1 ? t('kill.lift') : t('kill.liftMode', { mode: t(`mode.${mode}.word`) })}
              </Button>
            ))}
            {!killEngaged(engine, paperToo) && (
              <Button look="kill" name={stableNames.killSwitch} onClick={() => void engage('window')}>
                {t('kill.button')}
              </Button>
            )}
            <Button ref={done} look="primary" onClick={closeKillSheet}>
              {engaged ? t('kill.done') : t('kill.close')}
            </Button>
          </>
        }
      >
        <Details modes={modes} />
      </Sheet>
      {lifting !== null && modes.includes(lifting) && (
        <LiftDialog mode={lifting} close={() => setLifting(null)} />
      )}
    </>
  )
}

import { Ban, Check, LogOut, RotateCcw } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import type { PositionView } from '../../../src-preload/contract/position-view.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useKillSwitch } from '../../state/commands.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { usePairData } from '../../state/pair-data.ts'
import { killEngaged } from '../../state/selectors.ts'
import { closeKillSheet, useView } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { MoneyChange } from '../../ui/Change.tsx'
import { ClosePositionDialog } from '../../ui/ClosePositionDialog.tsx'
import { Sheet } from '../../ui/Dialog.tsx'
import { Fresh } from '../../ui/Fresh.tsx'
import { PairStateText } from '../../ui/PairState.tsx'
import { LiftDialog } from './LiftDialog.tsx'

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="border-t border-line py-3">
    <h3 className="mb-1.5 font-semibold">{title}</h3>
    {children}
  </section>
)

const Meaning = () => {
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

const HaltedBots = () => {
  const { t } = useI18n()
  const bots = useEngine((state) => state.bots)
  const halted = [...(bots?.values() ?? [])].filter((bot) => bot.state !== 'stopped')
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

interface PositionProps {
  readonly position: PositionView
  readonly close: (position: PositionView) => void
}

const Position = ({ position, close }: PositionProps) => {
  const { t, format } = useI18n()
  const { venueId, symbol, botName, base, quote } = position
  return (
    <li className="flex min-h-9 items-center gap-3">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{`${symbol} · ${botName}`}</span>
        <span className="flex flex-wrap gap-x-2 text-small text-muted">
          {`${format.quantity(position.quantity)} ${base} · ${format.price(position.markPrice)}`}
          <PairStateText data={usePairData(venueId, symbol)} />
        </span>
      </span>
      <Fresh venueId={venueId} symbols={[symbol]}>
        <MoneyChange amount={position.unrealizedPnl} currency={quote} code />
      </Fresh>
      <Button size="row" disabled={position.closing} onClick={() => close(position)}>
        {position.closing ? t('positions.closing') : t('positions.close')}
      </Button>
    </li>
  )
}

const Positions = ({ close }: { close: (position: PositionView) => void }) => {
  const { t } = useI18n()
  const positions = [...(useEngine((state) => state.positions)?.values() ?? [])]
  if (positions.length === 0) return <p className="text-muted">{t('kill.noPositions')}</p>
  return (
    <ul aria-label={stableNames.openPositions}>
      {positions.map((position) => (
        <Position key={position.id} position={position} close={close} />
      ))}
    </ul>
  )
}

const Details = () => {
  const { t } = useI18n()
  const [closing, setClosing] = useState<string | null>(null)
  const position = useEngine((state) => (closing === null ? undefined : state.positions?.get(closing)))
  useTopics([{ topic: 'bots' }, { topic: 'positions' }])
  return (
    <>
      <Section title={t('kill.meaning')}>
        <Meaning />
      </Section>
      <Section title={t('kill.bots')}>
        <HaltedBots />
      </Section>
      <Section title={t('kill.positions')}>
        <Positions close={(each) => setClosing(each.id)} />
      </Section>
      <ClosePositionDialog position={position} close={() => setClosing(null)} />
    </>
  )
}

/** Opens after the halt is latched: it explains, and offers what comes next. It is never a question before it. */
export const KillSheet = () => {
  const { t, format } = useI18n()
  const { open, latchedInMs } = useView((view) => view.killSheet)
  const engine = useEngine((state) => state.engine)
  const engaged = killEngaged(engine)
  const kill = engine?.kill.find((each) => each.engaged)
  const [lifting, setLifting] = useState(false)
  const engage = useKillSwitch()
  const done = useRef<HTMLButtonElement>(null)
  const mode = t(`mode.${kill?.mode ?? 'paper'}.word`)
  const since =
    kill?.since == null
      ? t('kill.off')
      : t('kill.since', {
          mode,
          time: format.clockSeconds(kill.since),
          source: t(`source.${kill.source ?? 'window'}`),
        })
  const description =
    engaged && latchedInMs !== null
      ? t('kill.latched', { mode, ms: format.number(latchedInMs < 1 ? 1 : Math.round(latchedInMs)) })
      : since
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
            {engaged ? (
              <Button onClick={() => setLifting(true)}>{t('kill.lift')}</Button>
            ) : (
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
        <Details />
      </Sheet>
      <LiftDialog open={lifting && engaged} close={() => setLifting(false)} />
    </>
  )
}

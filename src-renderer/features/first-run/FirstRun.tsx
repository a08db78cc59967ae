import { Bot, ListChecks, LogIn, Plug, RotateCcw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { replayOf } from '../../state/selectors.ts'
import { openConnect } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Keys } from '../../ui/Keys.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { StartDemoButton } from '../../ui/StartDemoButton.tsx'
import { SampleChart } from './SampleChart.tsx'
import { sampleEntry } from './sample-candles.ts'

const Point = ({ icon, title, more }: { icon: ReactNode; title: string; more: string }) => (
  <li className="flex items-center gap-3">
    <span className="text-accent">{icon}</span>
    <span>
      <strong className="font-medium">{title}</strong> <span className="text-muted">{more}</span>
    </span>
  </li>
)

const DemoCard = ({ speed }: { speed: string }) => {
  const { t, format } = useI18n()
  return (
    <div className="flex flex-col justify-center p-6">
      <h2 className="flex items-center gap-2.5 text-value font-semibold">
        {t('first.card')}
        <span className="rounded-chip border border-accent/50 bg-selected px-1.5 py-0.5 text-meta font-medium text-accent">
          {t('first.recommended')}
        </span>
      </h2>
      <ul className="mt-4 flex flex-col gap-2.5">
        <Point
          icon={<RotateCcw size={16} />}
          title={t('first.prices')}
          more={t('first.pricesMore', { speed })}
        />
        <Point icon={<Bot size={16} />} title={t('first.bots')} more={t('first.botsMore')} />
        <Point icon={<ListChecks size={16} />} title={t('first.explained')} more={t('first.explainedMore')} />
      </ul>
      <p className="mt-5 text-small text-muted">{t('first.money')}</p>
      <p className="mt-1.5 flex h-9 max-w-[200px] items-center rounded-control border border-line-strong bg-tint px-3 font-semibold">
        {`${format.number('10000')} USDT`}
      </p>
      <div className="mt-5 flex items-center gap-4">
        <StartDemoButton autoFocus size="big" />
        <span className="text-small text-muted">
          {t('first.orPress')} <Keys keys="Enter" />
        </span>
      </div>
    </div>
  )
}

const Preview = ({ speed }: { speed: string }) => {
  const { t, format } = useI18n()
  return (
    <div className="flex min-w-0 flex-col border-l border-line bg-app">
      <div className="flex h-10 items-center gap-2 border-b border-line px-3">
        <strong className="font-semibold">BTC/USDT</strong>
        <span className="text-small text-muted">15m</span>
        <span className="ml-auto">
          <Pill look="neutral">
            <RotateCcw size={11} />
            {t('replay.badge', { speed })}
          </Pill>
        </span>
      </div>
      <div className="min-h-0 flex-1 p-1">
        <SampleChart />
      </div>
      <div className="flex h-10 items-center gap-2 border-t border-line px-3 text-small">
        <LogIn size={14} className="text-accent" />
        <span className="min-w-0 flex-1 truncate">
          <strong className="font-semibold">{t('first.sampleEntered')}</strong>{' '}
          <span className="text-muted">
            {t('first.sampleWhy', { price: format.price(sampleEntry.price) })}
          </span>
        </span>
        <span className="text-muted">{t('first.sample')}</span>
      </div>
    </div>
  )
}

const ConnectCard = () => {
  const { t } = useI18n()
  return (
    <section className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-panel border border-line bg-panel px-4 py-3">
      <span
        aria-hidden
        className="flex size-9 items-center justify-center rounded-control border border-line-strong text-muted"
      >
        <Plug size={16} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="text-[15px] font-semibold">{t('first.connect')}</h2>
        <p className="text-muted">{t('first.connectAbout')}</p>
      </div>
      <p className="text-small text-muted">{t('first.connectMore')}</p>
      <Button name={stableNames.connect} onClick={() => openConnect(true)}>
        {t('connect.button')}
      </Button>
    </section>
  )
}

/** One screen, one primary action: nothing is asked for before something has been seen. */
export const FirstRun = () => {
  const { t, format } = useI18n()
  const { send } = useCommand()
  const replay = useEngine((state) => replayOf(state.engine))
  const speed = format.number(replay?.speed ?? 60)
  return (
    <div className="flex min-h-full items-center justify-center p-6">
      <div className="w-full max-w-[980px]">
        <h1 className="text-hero font-semibold tracking-tight">{t('first.title')}</h1>
        <p className="mt-1 text-[15px] text-muted">{t('first.lead')}</p>
        <div className="mt-6 grid min-h-[332px] overflow-hidden rounded-panel border border-line bg-panel min-[900px]:grid-cols-[minmax(0,460fr)_minmax(0,520fr)]">
          <DemoCard speed={speed} />
          <Preview speed={speed} />
        </div>
        <ConnectCard />
        <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-1 px-1 text-small text-muted">
          <TriangleAlert size={15} className="shrink-0 text-warning" />
          <span className="min-w-0 flex-1">{t('first.risk')}</span>
          <button
            type="button"
            className="h-6 font-medium text-accent hover:underline"
            onClick={() => void send('links.open', { link: 'risks' })}
          >
            {t('first.readRisks')}
          </button>
        </div>
        <p className="mt-3 px-1 text-small">
          <Link to="/bots/new" className="inline-flex h-6 items-center text-accent hover:underline">
            {t('first.own')}
          </Link>
        </p>
      </div>
    </div>
  )
}

import { RotateCcw, Search } from 'lucide-react'
import { AlertsPopover } from '../features/alerts/AlertsPopover.tsx'
import { LanguageSelect, ThemeSelect } from '../features/settings/choices.tsx'
import { SettingsPopover } from '../features/settings/SettingsPopover.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'
import { replayOnShow } from '../state/selectors.ts'
import { openPalette, useView } from '../state/view-store.ts'
import { Keys } from '../ui/Keys.tsx'
import { ModePill, Pill } from '../ui/Pill.tsx'
import { FeedDots } from './FeedDots.tsx'
import { KillButton } from './KillButton.tsx'
import { Logo } from './Logo.tsx'
import { ModeFilter } from './ModeFilter.tsx'
import { TopMoney } from './TopMoney.tsx'

const Divider = () => <span aria-hidden className="h-5 w-px shrink-0 bg-line max-[1199px]:hidden" />

export const ReplayBadge = () => {
  const { t, format } = useI18n()
  const chosen = useView((view) => view.money)
  const replay = useEngine((state) => replayOnShow(state.engine, chosen))
  if (replay === null) return null
  const speed = format.number(replay.speed)
  return (
    <span title={t('replay.about', { speed })} className="hidden shrink-0 min-[1200px]:inline-flex">
      <Pill look="neutral">
        <RotateCcw size={11} />
        {t('replay.badge', { speed })}
      </Pill>
    </span>
  )
}

const PaletteBox = () => {
  const { t } = useI18n()
  return (
    <button
      type="button"
      onClick={() => openPalette(true)}
      aria-label={t('palette.title')}
      title={t('top.search')}
      className="inline-flex h-7 shrink-0 items-center gap-2 rounded-control border border-line-strong bg-panel px-2 text-muted hover:border-control-line"
    >
      <Search size={14} className="shrink-0" />
      <span className="hidden pr-2 min-[1700px]:inline">{t('top.search')}</span>
      <Keys keys="Mod+K" className="hidden min-[1500px]:inline" />
    </button>
  )
}

/** Live as soon as one live bot runs, with what its money is where that is not real. */
const ModeNow = () => {
  const { t } = useI18n()
  const live = useEngine((state) => state.engine?.live)
  const isTrading = live?.isTrading === true
  const badges = new Set(live?.accounts.map(({ badge }) => badge) ?? [])
  badges.delete('live')
  return (
    <>
      <ModePill mode={isTrading ? 'live' : 'paper'} />
      {isTrading &&
        [...badges].map((badge) => (
          <Pill key={badge} look="test">
            {t(`badge.${badge}`)}
          </Pill>
        ))}
    </>
  )
}

/** On the first run there is no money and nothing to search: only mode, language, theme and the kill switch. */
export const TopBar = ({ bare }: { bare: boolean }) => {
  const { t } = useI18n()
  // What is live then is not known.
  const blocked = useEngine((state) => state.engine?.state === 'blocked')
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-bar px-4">
      {bare && (
        <>
          <Logo />
          <span className="text-[14px] font-semibold">Auronex</span>
          <Divider />
        </>
      )}
      <div className="flex min-w-0 flex-1 items-center gap-3 overflow-hidden">
        {!blocked && <ModeNow />}
        {bare ? (
          <span className="truncate text-small text-muted">{t(blocked ? 'top.blocked' : 'top.liveOff')}</span>
        ) : (
          <>
            <ReplayBadge />
            <Divider />
            <FeedDots />
            <Divider />
            <ModeFilter />
            <TopMoney />
          </>
        )}
      </div>
      <div className="flex shrink-0 items-center gap-2.5">
        {bare ? (
          <>
            <LanguageSelect inlineLabel />
            <ThemeSelect inlineLabel />
          </>
        ) : (
          <>
            <PaletteBox />
            <AlertsPopover />
            <SettingsPopover />
          </>
        )}
        <KillButton />
      </div>
    </header>
  )
}

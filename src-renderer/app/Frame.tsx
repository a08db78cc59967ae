import { Route, Routes, useLocation } from 'react-router'
import { AlertsScreen } from '../features/alerts/AlertsScreen.tsx'
import { BotDetail } from '../features/bots/BotDetail.tsx'
import { BotsScreen } from '../features/bots/BotsScreen.tsx'
import { DeleteDialog } from '../features/bots/DeleteDialog.tsx'
import { NewBot } from '../features/bots/NewBot.tsx'
import { StopDialog } from '../features/bots/StopDialog.tsx'
import { FirstRun } from '../features/first-run/FirstRun.tsx'
import { HistoryScreen } from '../features/history/HistoryScreen.tsx'
import { KillRoute } from '../features/kill-switch/KillRoute.tsx'
import { KillSheet } from '../features/kill-switch/KillSheet.tsx'
import { GoLiveDialog } from '../features/live/GoLiveDialog.tsx'
import { MarketsScreen } from '../features/markets/MarketsScreen.tsx'
import { Overview } from '../features/overview/Overview.tsx'
import { PositionsScreen } from '../features/positions/PositionsScreen.tsx'
import { ResolutionSheet } from '../features/reconciliation/ResolutionSheet.tsx'
import { RecoveryScreen } from '../features/recovery/RecoveryScreen.tsx'
import { RiskScreen } from '../features/risk/RiskScreen.tsx'
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx'
import { ConnectDialog } from '../features/venues/ConnectDialog.tsx'
import { DisconnectDialog } from '../features/venues/DisconnectDialog.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'
import { isFirstRun } from '../state/selectors.ts'
import { Screen } from '../ui/Screen.tsx'
import { ErrorState, LoadingRows } from '../ui/States.tsx'
import { AlertToasts } from './AlertToasts.tsx'
import { Banners } from './Banners.tsx'
import { BreakerBanner } from './BreakerBanner.tsx'
import { LiveBanners } from './LiveBanners.tsx'
import { LiveFrame } from './LiveFrame.tsx'
import { Palette } from './Palette.tsx'
import { Rail } from './Rail.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import { StatusBar } from './StatusBar.tsx'
import { Toasts } from './Toasts.tsx'
import { TopBar } from './TopBar.tsx'

const NotFound = () => {
  const { t } = useI18n()
  return <ErrorState what={t('state.notFound')} />
}

const Screens = () => {
  const { pathname } = useLocation()
  const first = useEngine(isFirstRun)
  const waiting = useEngine((state) => state.engine === null)
  if (waiting) return <LoadingRows rows={6} height={44} />
  return (
    <Screen name={pathname}>
      <Routes>
        <Route path="/" element={first ? <FirstRun /> : <Overview />} />
        <Route path="/overview" element={<Overview />} />
        <Route path="/bots" element={<BotsScreen />} />
        <Route path="/bots/new" element={<NewBot />} />
        <Route path="/bots/:id" element={<BotDetail />} />
        <Route path="/bots/:id/:tab" element={<BotDetail />} />
        <Route path="/positions" element={<PositionsScreen />} />
        <Route path="/positions/:tab" element={<PositionsScreen />} />
        <Route path="/markets" element={<MarketsScreen />} />
        <Route path="/markets/:tab" element={<MarketsScreen />} />
        <Route path="/kill" element={<KillRoute />} />
        <Route path="/history" element={<HistoryScreen />} />
        <Route path="/settings" element={<SettingsScreen />} />
        <Route path="/settings/:section" element={<SettingsScreen />} />
        <Route path="/history/:tab" element={<HistoryScreen />} />
        <Route path="/risk" element={<RiskScreen />} />
        <Route path="/alerts" element={<AlertsScreen />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Screen>
  )
}

/** Rail, bars and the screen between them. The first run and an engine that was not started have no rail: there is nowhere to go. */
export const Frame = () => {
  const first = useEngine(isFirstRun)
  const blocked = useEngine((state) => state.engine?.state === 'blocked')
  const { pathname } = useLocation()
  const bare = blocked || (first && pathname === '/')
  return (
    <div className="flex h-full">
      {!bare && <Rail />}
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar bare={bare} />
        <LiveBanners />
        <Banners />
        <BreakerBanner />
        <main className="min-h-0 flex-1 overflow-auto">{blocked ? <RecoveryScreen /> : <Screens />}</main>
        <StatusBar />
      </div>
      <Palette />
      <Shortcuts />
      <LiveFrame />
      <GoLiveDialog />
      <KillSheet />
      <ResolutionSheet />
      <StopDialog />
      <DeleteDialog />
      <ConnectDialog />
      <DisconnectDialog />
      <AlertToasts />
      <Toasts besideRail={!bare} />
    </div>
  )
}

import { Plug } from 'lucide-react'
import { useNavigate, useParams } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { venuesByTrouble } from '../../state/selectors.ts'
import { openConnect } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Page, Panel } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { CoverageTab } from './CoverageTab.tsx'
import { VenueCard } from './VenueCard.tsx'
import { WatchlistTab } from './WatchlistTab.tsx'

const tabIds = ['watchlist', 'exchanges', 'coverage'] as const
type TabId = (typeof tabIds)[number]

/** What scrolls must be reachable by keyboard. */
const focusable = { tabIndex: 0 }

const Exchanges = () => {
  const { t } = useI18n()
  const engine = useEngine((state) => state.engine)
  const venues = venuesByTrouble(engine)
  if (venues.length === 0) {
    return (
      <Panel label={t('markets.exchanges')} className="flex-1">
        <Empty icon={<Plug />} why={t('markets.noVenue')} />
      </Panel>
    )
  }
  return (
    <section
      aria-label={stableNames.exchanges}
      {...focusable}
      className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto"
    >
      {venues.map((venue) => (
        <VenueCard key={venue.id} venue={venue} />
      ))}
    </section>
  )
}

export const MarketsScreen = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const { tab } = useParams()
  const watched = useEngine((state) => state.settings?.watchlist.length)
  const venues = useEngine((state) => state.engine?.venues.length ?? 0)
  const value = tabIds.find((id) => id === tab) ?? 'watchlist'
  return (
    <Page
      title={t('markets.title')}
      fill
      actions={
        // Without any source the empty screen itself has this button.
        (venues > 0 || value === 'exchanges') && (
          <Button name={stableNames.connect} icon={<Plug size={14} />} onClick={() => openConnect(true)}>
            {t('connect.button')}
          </Button>
        )
      }
    >
      <Tabs<TabId>
        label={t('markets.tabs')}
        value={value}
        onChange={(id) => void navigate(`/markets/${id}`, { replace: true })}
        tabs={[
          {
            id: 'watchlist',
            label: t('markets.watchlist'),
            name: stableNames.watchlist,
            count: watched,
            content: <WatchlistTab />,
          },
          {
            id: 'exchanges',
            label: t('markets.exchanges'),
            name: stableNames.exchanges,
            count: venues,
            content: <Exchanges />,
          },
          {
            id: 'coverage',
            label: t('coverage.title'),
            name: stableNames.coverage,
            content: <CoverageTab />,
          },
        ]}
      />
    </Page>
  )
}

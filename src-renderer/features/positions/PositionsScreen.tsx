import { useNavigate, useParams } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { venuesByTrouble } from '../../state/selectors.ts'
import { useNow } from '../../state/use-now.ts'
import { OpenRisk } from '../../ui/OpenRisk.tsx'
import { OrdersTable } from '../../ui/OrdersTable.tsx'
import { Page, Panel } from '../../ui/Panel.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { BalancesTable } from './BalancesTable.tsx'
import { DustTable } from './DustTable.tsx'
import { ForeignGroup } from './ForeignGroup.tsx'
import { PositionsTable } from './PositionsTable.tsx'

const tabIds = ['positions', 'orders', 'balances'] as const
type TabId = (typeof tabIds)[number]

/** Of the venues that positions are held at, the one in the worst state. */
const PriceAge = () => {
  const { t, format } = useI18n()
  const now = useNow()
  const engine = useEngine((state) => state.engine)
  const positions = useEngine((state) => state.positions)
  const held = new Set([...(positions?.values() ?? [])].map((position) => position.venueId))
  const venue = venuesByTrouble(engine).find(({ id }) => held.has(id))
  if (venue === undefined || venue.lastTickAt === null) return null
  return (
    <span className="text-small text-muted">
      {t('positions.seconds', {
        venue: venue.name,
        age: t('age.ago', { span: format.duration(now - venue.lastTickAt) }),
      })}
    </span>
  )
}

export const PositionsScreen = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const { tab } = useParams()
  const positions = useEngine((state) => state.positions)
  const orders = useEngine((state) => state.orders)
  useTopics([{ topic: 'positions' }, { topic: 'orders' }, { topic: 'balances' }, { topic: 'bots' }])
  const value = tabIds.find((id) => id === tab) ?? 'positions'
  return (
    <Page
      title={t('positions.title')}
      meta={
        <>
          <PriceAge />
          <OpenRisk />
        </>
      }
      fill
    >
      <Tabs<TabId>
        label={t('positions.tabs')}
        value={value}
        onChange={(id) => void navigate(`/positions/${id}`, { replace: true })}
        tabs={[
          {
            id: 'positions',
            label: t('positions.title'),
            name: stableNames.openPositions,
            count: positions?.size,
            content: (
              <>
                <Panel label={t('positions.title')} className="flex-1">
                  <PositionsTable />
                </Panel>
                <ForeignGroup kind="holding" />
              </>
            ),
          },
          {
            id: 'orders',
            label: t('positions.orders'),
            name: stableNames.openOrders,
            count: orders?.size,
            content: (
              <>
                <Panel label={t('positions.orders')} className="flex-1">
                  <OrdersTable
                    orders={orders === null ? null : [...orders.values()]}
                    empty={t('positions.ordersEmpty')}
                  />
                </Panel>
                <ForeignGroup kind="order" />
              </>
            ),
          },
          {
            id: 'balances',
            label: t('positions.balances'),
            name: stableNames.balances,
            content: (
              <>
                <Panel label={t('positions.balances')} className="flex-1">
                  <BalancesTable />
                </Panel>
                <DustTable />
              </>
            ),
          },
        ]}
      />
    </Page>
  )
}

import { Info, OctagonX, TriangleAlert, X } from 'lucide-react'
import { Link } from 'react-router'
import type { EngineView } from '../../src-preload/contract/views.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { retryEngine, useEngine, useTopics } from '../state/engine-store.ts'
import { isLost } from '../state/pair-data.ts'
import { useAccountName } from '../state/use-account-name.ts'
import { useAppInfo } from '../state/use-app-info.ts'
import { useNow } from '../state/use-now.ts'
import { dismissBanner, openKillSheet, resolve, useView } from '../state/view-store.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { useTickAge } from '../ui/FeedState.tsx'
import { Banner } from './Banner.tsx'

const amber = 'size-4 shrink-0 text-warning'

/** Accounts that are closed because their keys cannot be read. */
const withoutKeychain = ({ accounts }: EngineView): number =>
  accounts.filter(({ state }) => state.kind === 'closed' && state.reason === 'keychain-unavailable').length

/** One line each, under the top bar: what holds now and is not as it should be. */
export const Banners = () => {
  const { t, say, format } = useI18n()
  const engine = useEngine((state) => state.engine)
  const failure = useEngine((state) => state.failure)
  const dismissed = useView((view) => view.dismissedBanners)
  const accounts = useEngine((state) => state.reconciliation)
  useTopics([{ topic: 'reconciliation' }])
  const app = useAppInfo()
  const now = useNow()
  const tickAge = useTickAge()
  const mismatches = (accounts ?? []).filter(({ since }) => since !== null)
  const accountName = useAccountName()
  const venueName = (id: string) => engine?.venues.find((venue) => venue.id === id)?.name ?? id
  return (
    <>
      {failure !== null && (
        <Banner
          icon={<TriangleAlert className={amber} />}
          text={t('banner.failure', { message: failure })}
          action={
            <Button size="row" onClick={retryEngine}>
              {t('action.retry')}
            </Button>
          }
        />
      )}
      {engine?.state === 'failed' && engine.blockedBy !== null && (
        <Banner
          icon={<TriangleAlert className={amber} />}
          text={`${t('banner.failed')} ${say(engine.blockedBy)}`}
        />
      )}
      {engine?.kill
        .filter((kill) => kill.engaged)
        .map((kill) => (
          <Banner
            key={kill.mode}
            icon={<OctagonX className={amber} />}
            text={t('banner.kill', {
              mode: t(`mode.${kill.mode}.word`),
              age: t('age.for', { span: format.duration(now - (kill.since ?? now)) }),
            })}
            action={
              <Button size="row" onClick={() => openKillSheet(null)}>
                {t('banner.review')}
              </Button>
            }
          />
        ))}
      {mismatches.map((account) => (
        <Banner
          key={account.accountId}
          icon={<TriangleAlert className={amber} />}
          text={t('banner.reconcile', {
            venue: venueName(account.venueId),
            account: accountName(account.accountId),
          })}
          action={
            <Button size="row" onClick={() => resolve(account.accountId)}>
              {t('banner.resolve')}
            </Button>
          }
        />
      ))}
      {engine?.venues
        .filter((venue) => isLost(venue, now))
        .map((venue) => (
          <Banner
            key={venue.id}
            icon={<TriangleAlert className={amber} />}
            text={t(venue.state === 'down' ? 'banner.down' : 'banner.stale', {
              venue: venue.name,
              age: tickAge(venue.lastTickAt, now),
            })}
            action={
              <Link
                to="/markets/exchanges"
                className="inline-flex h-6 shrink-0 items-center text-accent hover:underline"
              >
                {t('action.open')}
              </Link>
            }
          />
        ))}
      {engine !== null && withoutKeychain(engine) > 0 && (
        <Banner
          icon={<TriangleAlert className={amber} />}
          text={t('banner.keychain', { count: withoutKeychain(engine) })}
          action={
            <Link
              to="/settings/keys"
              className="inline-flex h-6 shrink-0 items-center text-accent hover:underline"
            >
              {t('action.open')}
            </Link>
          }
        />
      )}
      {app?.runtimeSupported === false && !dismissed.includes('runtime') && (
        <Banner
          quiet
          icon={<Info className="size-4 shrink-0 text-accent" />}
          text={t('banner.runtime')}
          action={
            <IconButton
              label={t('banner.dismiss')}
              onClick={() => dismissBanner('runtime')}
              className="size-6"
            >
              <X size={14} />
            </IconButton>
          }
        />
      )}
    </>
  )
}

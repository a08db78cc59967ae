import { ShieldAlert } from 'lucide-react'
import { Link } from 'react-router'
import { useI18n } from '../i18n/i18n.tsx'
import { breakerFacts, breakerRoute } from '../state/breaker-facts.ts'
import { useEngine, useTopics } from '../state/engine-store.ts'
import { Banner } from './Banner.tsx'

/** One line however many are open: the only one in words, more of them as a number. */
export const BreakerBanner = () => {
  const { t, say } = useI18n()
  const breakers = useEngine((state) => state.breakers)
  useTopics([{ topic: 'breakers' }])
  const open = (breakers ?? []).filter(({ state }) => state === 'open')
  const [first] = open
  if (first === undefined) return null
  return (
    <Banner
      icon={<ShieldAlert className="size-4 shrink-0 text-warning" />}
      text={
        open.length === 1
          ? say({ code: 'decision.breaker-open', facts: breakerFacts(first) })
          : t('banner.breakers', { count: open.length })
      }
      action={
        <Link
          to={open.length === 1 ? breakerRoute(first.id) : '/risk'}
          className="inline-flex h-6 shrink-0 items-center text-accent hover:underline"
        >
          {t('action.open')}
        </Link>
      }
    />
  )
}

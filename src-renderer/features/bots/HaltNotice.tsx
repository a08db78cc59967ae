import { Link } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { breakerFacts, breakerRoute } from '../../state/breaker-facts.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { Notice } from '../../ui/Notice.tsx'

/** The bot's own circuit breakers that halt its entries, each with the way to reset it. */
export const HaltNotice = ({ botId }: { botId: string }) => {
  const { t, say } = useI18n()
  const breakers = useEngine((state) => state.breakers)
  useTopics([{ topic: 'breakers' }])
  const own = (breakers ?? []).filter((breaker) => breaker.botId === botId)
  return own.map((breaker) => (
    <Notice key={breaker.id}>
      {say({
        code: breaker.state === 'open' ? 'decision.breaker-open' : 'decision.breaker-probing',
        facts: breakerFacts(breaker),
      })}{' '}
      <Link to={breakerRoute(breaker.id)} className="text-accent underline">
        {t('nav.risk')}
      </Link>
    </Notice>
  ))
}

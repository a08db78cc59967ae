import { Link } from 'react-router'
import type { Sentence } from '../../../src-preload/contract/values.ts'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { breakerFacts, breakerRoute } from '../../state/breaker-facts.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { haltRoute } from '../../state/halt-route.ts'
import { Notice } from '../../ui/Notice.tsx'

const Halt = ({ reason, route, name }: { reason: Sentence; route: string | null; name: string }) => {
  const { say } = useI18n()
  return (
    <Notice>
      {say(reason)}{' '}
      {route !== null && (
        <Link to={route} className="text-accent underline">
          {name}
        </Link>
      )}
    </Notice>
  )
}

const isBreaker = ({ code }: Sentence): boolean =>
  code === 'decision.breaker-open' || code === 'decision.breaker-probing'

/** What halts the bot's entries, and each of its own circuit breakers, with the way to where it is settled. */
export const HaltNotice = ({ bot }: { bot: BotView }) => {
  const { t } = useI18n()
  const breakers = useEngine((state) => state.breakers)
  useTopics([{ topic: 'breakers' }])
  const own = (breakers ?? []).filter((breaker) => breaker.botId === bot.id)
  const reason = bot.state === 'halted' ? bot.stateReason : null
  const isSaidBelow = reason !== null && isBreaker(reason) && own.length > 0
  return (
    <>
      {reason !== null && !isSaidBelow && (
        <Halt
          reason={reason}
          route={haltRoute(reason)}
          name={isBreaker(reason) ? t('nav.risk') : t('action.open')}
        />
      )}
      {own.map((breaker) => (
        <Halt
          key={breaker.id}
          reason={{
            code: breaker.state === 'open' ? 'decision.breaker-open' : 'decision.breaker-probing',
            facts: breakerFacts(breaker),
          }}
          route={breakerRoute(breaker.id)}
          name={t('nav.risk')}
        />
      ))}
    </>
  )
}

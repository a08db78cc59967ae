import { CircleCheck, CircleX, LoaderCircle, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AccountView } from '../../../../src-preload/contract/key-views.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useCommand } from '../../../state/commands.ts'
import { useEngine } from '../../../state/engine-store.ts'
import { useNow } from '../../../state/use-now.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Rights } from './Rights.tsx'

const shapes = {
  opening: <LoaderCircle aria-hidden size={14} className="text-muted" />,
  open: <CircleCheck aria-hidden size={14} className="text-accent" />,
  closed: <CircleX aria-hidden size={14} className="text-warning" />,
} as const

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="flex min-w-0 gap-1.5">
    <dt className="text-muted">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </div>
)

const Closed = ({ id, state }: Pick<AccountView, 'id' | 'state'>) => {
  const { t, format } = useI18n()
  const now = useNow()
  const { send, pending } = useCommand()
  if (state.kind !== 'closed') return null
  const { reason, cause, retryAt } = state
  return (
    <Notice className="mt-2">
      <p className="font-medium">
        {t(`keys.closed.${reason}`)} {t('keys.waiting')}
      </p>
      {cause !== '' && <p className="break-words text-muted">{cause}</p>}
      {reason !== 'runtime-unsupported' && (
        <div className="mt-1 flex items-center gap-2.5">
          <Button
            size="row"
            icon={<RotateCw size={13} />}
            disabled={pending !== null}
            onClick={() => void send('keys.retry', { id })}
          >
            {t('keys.retry')}
          </Button>
          {retryAt !== null && retryAt > now && (
            <span className="text-muted">
              {t('keys.retryIn', { span: format.duration(retryAt - now + 999) })}
            </span>
          )}
        </div>
      )}
    </Notice>
  )
}

interface AccountCardProps {
  readonly account: AccountView
  /** Whether another key could be kept. */
  readonly canKeep: boolean
  readonly rotate: () => void
  readonly remove: () => void
}

/** One account: whether it is open, and all that is ever shown of its key. */
export const AccountCard = ({ account, canKeep, rotate, remove }: AccountCardProps) => {
  const { t, format } = useI18n()
  const now = useNow()
  const { id, name, venueId, state, refusedSince, lastFour, addedAt, usedAt, permissions } = account
  const venue = useEngine((engine) => engine.engine?.venues.find((each) => each.id === venueId))
  const address = account.addresses?.restUrl ?? venue?.addresses?.restUrl ?? null
  return (
    <li aria-label={name} className="border-b border-line px-3 py-2.5 last:border-b-0">
      <div className="flex items-center gap-2.5">
        <h3 className="truncate font-semibold">{name}</h3>
        <span className="truncate text-muted">{venue?.name ?? venueId}</span>
        <span className="inline-flex items-center gap-1">
          {refusedSince === null ? shapes[state.kind] : shapes.closed}
          {t(refusedSince === null ? `keys.state.${state.kind}` : 'keys.state.refused')}
        </span>
        <div className="ml-auto flex gap-2">
          <Button size="row" disabled={!canKeep} onClick={rotate}>
            {t('keys.rotate')}
          </Button>
          <Button size="row" onClick={remove}>
            {t('keys.remove')}
          </Button>
        </div>
      </div>
      <dl className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-small">
        <Fact name={t('keys.key')}>
          <span className="font-mono">{`••••${lastFour}`}</span>
        </Fact>
        <Fact name={t('keys.added')}>{format.moment(addedAt, now)}</Fact>
        <Fact name={t('keys.used')}>{usedAt === null ? t('keys.never') : format.moment(usedAt, now)}</Fact>
        <Fact name={t('keys.may')}>
          {permissions === null ? t('keys.unknown') : <Rights permissions={permissions} />}
        </Fact>
      </dl>
      {permissions?.trade === false && <p className="mt-1 text-small text-muted">{t('keys.readOnly')}</p>}
      {address !== null && (
        <p className="selectable mt-1 text-small text-muted">{t('keys.elsewhere', { address })}</p>
      )}
      <Closed id={id} state={state} />
      {refusedSince !== null && (
        <Notice className="mt-2">
          <p className="font-medium">{t('keys.refused', { time: format.moment(refusedSince, now) })}</p>
          <p className="text-muted">{t('keys.refusedDo')}</p>
          <Button size="row" className="mt-1" disabled={!canKeep} onClick={rotate}>
            {t('keys.rotate')}
          </Button>
        </Notice>
      )}
    </li>
  )
}

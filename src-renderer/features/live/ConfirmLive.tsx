import { useState } from 'react'
import type { LiveProposal } from '../../../src-preload/contract/live-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { ConfirmDialog, ignoreEnter } from '../../ui/ConfirmDialog.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { LiveLimits } from './LiveLimits.tsx'

const Facts = ({ proposal }: { proposal: LiveProposal }) => {
  const { t, format } = useI18n()
  const { account, alsoThrough, currency, record } = proposal
  const others = alsoThrough.map(({ name, venueName, isReady }) => {
    const own = `${name} · ${venueName}`
    return isReady ? own : t('live.accountNotReady', { name: own })
  })
  const value = format.money(proposal.firstTrade, currency)
  const fee = format.money(proposal.firstFee, currency)
  const facts: readonly (readonly [string, string])[] = [
    [t('live.account'), `${account.name} · ${account.venueName}`],
    ...(others.length === 0 ? [] : ([[t('live.alsoThrough'), others.join(', ')]] as const)),
    [t('live.pairs'), proposal.symbols.join(', ')],
    [t('live.side'), t('side.buy')],
    [t('live.allocation', { currency }), format.money(proposal.allocated, currency)],
    [t('live.first'), t('live.firstFacts', { value, fee, currency })],
    ...(record === null
      ? []
      : ([
          [
            t('live.record'),
            t('live.recordFacts', {
              days: record.days,
              trades: record.trades,
              drawdown: format.percent(Number(record.drawdownRatio)),
            }),
          ],
        ] as const)),
  ]
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <dt className="text-muted">{t('live.mode')}</dt>
      <dd className="flex gap-2">
        <Pill look="live">{t('mode.live')}</Pill>
        {account.badge !== 'live' && <Pill look="test">{t(`badge.${account.badge}`)}</Pill>}
      </dd>
      {facts.map(([name, fact]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words">{fact}</dd>
        </div>
      ))}
    </dl>
  )
}

interface ConfirmProps {
  readonly title: string
  readonly proposal: LiveProposal
  readonly close: () => void
  readonly action: string
  readonly confirmed?: () => void
}

/** Main's question, in main's numbers. Focus is on Cancel, Enter confirms nothing, and main checks what was typed. */
export const ConfirmLive = ({ title, proposal, close, action, confirmed }: ConfirmProps) => {
  const { t } = useI18n()
  const { send, pending } = useCommand()
  const [typed, setTyped] = useState('')
  const { id, phrase, record } = proposal
  const confirm = async () => {
    // The countdown shows itself; a wrong or late answer is told, and the question is used up.
    const answer = await send('live.confirm', { id, typed })
    close()
    if (answer !== null) confirmed?.()
  }
  return (
    <ConfirmDialog
      close={close}
      title={title}
      action={action}
      slow
      isReady={typed === phrase && pending === null}
      confirm={() => void confirm()}
    >
      <div className="flex flex-col gap-3">
        {record?.isThin === true && (
          <Notice>{t('live.thin', { days: record.days, trades: record.trades })}</Notice>
        )}
        <Facts proposal={proposal} />
        <LiveLimits proposal={proposal} />
        <Field label={t('live.type', { phrase })} hint={t('live.typeHint')}>
          {(ids) => (
            <TextInput
              {...ids}
              value={typed}
              maxLength={300}
              onKeyDown={ignoreEnter}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </div>
    </ConfirmDialog>
  )
}

import { ChevronRight, TriangleAlert } from 'lucide-react'
import { type FormEvent, useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import {
  type ExchangeId,
  type Network,
  networksOf,
  venueOf,
} from '../../../src-preload/contract/exchanges.ts'
import type { ReplyError } from '../../../src-preload/contract/replies.ts'
import { ask } from '../../bridge/bridge.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useErrorText } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { openConnect, useView } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/class-names.ts'
import { QuestionDialog } from '../../ui/Dialog.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'
import { readAddress } from './addresses.ts'
import { ExchangeChoice } from './ExchangeChoice.tsx'
import { NetworkChoice } from './NetworkChoice.tsx'

/** What failed, why, and what to do about it. */
const useFailure = () => {
  const { t } = useI18n()
  const errorText = useErrorText()
  return (error: ReplyError, exchange: string): readonly string[] => {
    if (error.code === 'VENUE_UNREACHABLE') {
      const why = error.message === '' ? [] : [error.message]
      return [t('connect.unreachable', { exchange }), ...why, t('connect.unreachableDo', { exchange })]
    }
    if (error.code === 'VENUE_EXISTS') return [t('connect.exists', { exchange }), t('connect.existsDo')]
    return [errorText(error)]
  }
}

const Failure = ({ sentences }: { sentences: readonly string[] }) => (
  <div
    role="alert"
    className="flex gap-2.5 rounded-control border border-banner-line bg-banner px-3 py-2 text-small"
  >
    <TriangleAlert aria-hidden size={15} className="mt-px shrink-0 text-warning" />
    <div className="selectable min-w-0 break-words">
      {sentences.map((sentence, index) => (
        <p key={sentence} className={index === 0 ? 'font-medium' : 'text-muted'}>
          {sentence}
        </p>
      ))}
    </div>
  </div>
)

interface Chosen {
  readonly exchangeId: ExchangeId
  readonly network: Network
}

const useConnect = (chosen: Chosen) => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const failure = useFailure()
  const [pending, setPending] = useState(false)
  const [failed, setFailed] = useState<readonly string[] | null>(null)
  const exchange = venueOf(chosen.exchangeId, chosen.network).name
  const connect = async (restUrl: string | null, wsUrl: string | null) => {
    setPending(true)
    setFailed(null)
    const reply = await ask('venues.connect', { ...chosen, restUrl, wsUrl })
    setPending(false)
    const waited = useView.getState().connecting
    if (!reply.ok) {
      const sentences = failure(reply.error, exchange)
      setFailed(sentences)
      if (!waited) toast.error(sentences.join(' '), { duration: 8000 })
      return
    }
    toast(t('connect.done', { exchange }))
    if (!waited) return
    openConnect(false)
    void navigate('/markets')
  }
  return { connect, pending, failed, forget: () => setFailed(null) }
}

const OpenDialog = () => {
  const { t } = useI18n()
  const [chosen, setChosen] = useState<Chosen>({ exchangeId: 'binance', network: 'live' })
  const venues = useEngine((state) => state.engine?.venues)
  const [other, setOther] = useState(false)
  const [typed, setTyped] = useState({ rest: '', ws: '' })
  const [checked, setChecked] = useState(false)
  const { connect, pending, failed, forget } = useConnect(chosen)
  const formId = useId()
  const panelId = useId()
  const button = useRef<HTMLButtonElement>(null)
  const exchange = venueOf(chosen.exchangeId, chosen.network).name
  const rest = other ? readAddress(typed.rest, ['http:', 'https:']) : null
  const ws = other ? readAddress(typed.ws, ['ws:', 'wss:']) : null
  const networkOf = (id: ExchangeId): Network =>
    networksOf(id).includes(chosen.network) ? chosen.network : 'live'
  const isConnected = (id: ExchangeId, network: Network) =>
    venues?.some((venue) => venue.exchangeId === id && venue.network === network) === true
  const choose = (next: Chosen) => {
    setChosen(next)
    forget()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (rest !== undefined && ws !== undefined && !pending) void connect(rest, ws)
  }
  const write = (change: Partial<typeof typed>) => {
    setTyped({ ...typed, ...change })
    forget()
  }
  return (
    <QuestionDialog
      open
      close={() => openConnect(false)}
      title={t('connect.title')}
      description={t('connect.about')}
      initialFocus={button}
      footer={
        <>
          <Button onClick={() => openConnect(false)}>
            {pending ? t('action.close') : t('action.cancel')}
          </Button>
          <Button ref={button} type="submit" form={formId} look="primary" aria-disabled={pending}>
            {pending ? t('connect.doing') : t('connect.do')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        <ExchangeChoice
          value={chosen.exchangeId}
          isConnected={(id) => isConnected(id, networkOf(id))}
          disabled={pending}
          choose={(exchangeId) => choose({ exchangeId, network: networkOf(exchangeId) })}
        />
        <NetworkChoice
          exchangeId={chosen.exchangeId}
          value={chosen.network}
          disabled={pending}
          choose={(network) => choose({ ...chosen, network })}
        />
        <div>
          <button
            type="button"
            aria-expanded={other}
            aria-controls={panelId}
            onClick={() => setOther(!other)}
            className="inline-flex h-6 items-center gap-1 rounded-chip pr-1.5 text-small font-medium text-accent hover:bg-hover"
          >
            <ChevronRight size={14} className={cx('transition-transform', other && 'rotate-90')} />
            {t('connect.other')}
          </button>
          <div id={panelId} hidden={!other} className="mt-1.5 flex flex-col gap-1">
            <p className="mb-1 text-small text-muted">{t('connect.otherAbout', { exchange })}</p>
            <Field
              label={t('connect.rest')}
              hint={t('connect.restHint')}
              error={checked && rest === undefined ? t('connect.badRest') : undefined}
            >
              {(ids) => (
                <TextInput
                  {...ids}
                  value={typed.rest}
                  maxLength={300}
                  placeholder="https://"
                  readOnly={pending}
                  onChange={(event) => write({ rest: event.target.value })}
                />
              )}
            </Field>
            <Field
              label={t('connect.ws')}
              hint={t('connect.wsHint')}
              error={checked && ws === undefined ? t('connect.badWs') : undefined}
            >
              {(ids) => (
                <TextInput
                  {...ids}
                  value={typed.ws}
                  maxLength={300}
                  placeholder="wss://"
                  readOnly={pending}
                  onChange={(event) => write({ ws: event.target.value })}
                />
              )}
            </Field>
          </div>
        </div>
        {failed !== null && <Failure sentences={failed} />}
        <p role="status" className={pending ? 'text-small text-muted' : 'sr-only'}>
          {pending && t('connect.waiting', { exchange })}
        </p>
      </form>
    </QuestionDialog>
  )
}

/** Each opening starts afresh; an attempt that was left under way tells its end in a toast. */
export const ConnectDialog = () => {
  const open = useView((view) => view.connecting)
  return open ? <OpenDialog /> : null
}

import { TriangleAlert } from 'lucide-react'
import { type FormEvent, useId, useRef, useState } from 'react'
import {
  type ExchangeId,
  isTested,
  type Network,
  networksOf,
  venueOf,
} from '../../../src-preload/contract/exchanges.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine } from '../../state/engine-store.ts'
import { openConnect, useView } from '../../state/view-store.ts'
import { AddressFields, readAddresses, type TypedAddresses } from '../../ui/AddressFields.tsx'
import { Button } from '../../ui/Button.tsx'
import { QuestionDialog } from '../../ui/Dialog.tsx'
import { ExchangeChoice } from './ExchangeChoice.tsx'
import { NetworkChoice } from './NetworkChoice.tsx'
import { OtherExchanges } from './OtherExchanges.tsx'
import { useConnect } from './use-connect.ts'

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
  /** Null for another exchange that is still to be chosen. */
  readonly exchangeId: ExchangeId | null
  readonly network: Network
}

const OpenDialog = () => {
  const { t } = useI18n()
  const [chosen, setChosen] = useState<Chosen>({ exchangeId: 'binance', network: 'live' })
  const [typed, setTyped] = useState<TypedAddresses>({ open: false, rest: '', ws: '' })
  const [checked, setChecked] = useState(false)
  const venues = useEngine((state) => state.engine?.venues)
  const { connect, pending, failed, forget } = useConnect()
  const formId = useId()
  const button = useRef<HTMLButtonElement>(null)

  const { exchangeId, network } = chosen
  const tested = exchangeId !== null && isTested(exchangeId)
  const exchange = exchangeId === null ? '' : venueOf(exchangeId, network).name
  const { restUrl, wsUrl } = tested ? readAddresses(typed) : { restUrl: null, wsUrl: null }

  const networkOf = (id: ExchangeId): Network => (networksOf(id).includes(network) ? network : 'live')
  const isConnected = (id: ExchangeId) =>
    venues?.some((venue) => venue.exchangeId === id && venue.network === networkOf(id)) === true
  const change = (next: Chosen) => {
    setChosen(next)
    setChecked(false)
    forget()
  }
  const choose = (id: ExchangeId | null) =>
    change({ exchangeId: id, network: id === null ? 'live' : networkOf(id) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (exchangeId === null || restUrl === undefined || wsUrl === undefined || pending) return
    void connect({ exchangeId, network, restUrl, wsUrl })
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
        <ExchangeChoice value={exchangeId} choose={choose} isConnected={isConnected} disabled={pending} />
        {!tested && (
          <OtherExchanges
            value={exchangeId}
            choose={choose}
            isConnected={isConnected}
            disabled={pending}
            missing={checked && exchangeId === null}
          />
        )}
        {tested && (
          <>
            <NetworkChoice
              exchangeId={exchangeId}
              value={network}
              disabled={pending}
              choose={(next) => change({ exchangeId, network: next })}
            />
            <AddressFields
              about={t('connect.otherAbout', { exchange })}
              typed={typed}
              write={(written) => {
                setTyped({ ...typed, ...written })
                forget()
              }}
              wrong={{ rest: checked && restUrl === undefined, ws: checked && wsUrl === undefined }}
              readOnly={pending}
            />
          </>
        )}
        {failed !== null && <Failure sentences={failed} />}
        <p role="status" className={pending ? 'text-small text-muted' : 'sr-only'}>
          {pending && t('connect.waiting', { exchange })}
        </p>
      </form>
    </QuestionDialog>
  )
}

/** Each opening starts afresh. */
export const ConnectDialog = () => {
  const open = useView((view) => view.connecting)
  return open ? <OpenDialog /> : null
}

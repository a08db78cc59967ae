import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { MarketView } from '../../../src-preload/contract/bot-settings.ts'
import { timeframes } from '../../format/choices.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { findMarkets } from '../../state/find-markets.ts'
import { Field, TextInput } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { Empty } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useFieldErrorText } from './ParameterField.tsx'
import { ProfileSection } from './ProfileSection.tsx'
import type { BotFormState } from './use-bot-form.ts'

const useColumns = (state: BotFormState): readonly Column<MarketView>[] => {
  const { t, format } = useI18n()
  const { symbols } = state.values
  const toggle = (symbol: string, on: boolean) =>
    state.set({ symbols: on ? [...symbols, symbol] : symbols.filter((each) => each !== symbol) })
  return [
    {
      key: 'pair',
      head: t('positions.pair'),
      cell: (row) => (
        <label className="flex h-7 items-center gap-2.5 font-medium">
          <input
            type="checkbox"
            checked={symbols.includes(row.symbol)}
            onChange={(event) => toggle(row.symbol, event.target.checked)}
            className="size-4 accent-accent-fill"
          />
          {row.symbol}
        </label>
      ),
    },
    {
      key: 'price',
      head: t('wizard.lastPrice'),
      align: 'right',
      cell: (row) => (row.lastPrice === null ? '–' : format.price(row.lastPrice)),
    },
    {
      key: 'minimum',
      head: t('wizard.minimum'),
      align: 'right',
      cell: (row) => `${format.number(row.minNotional)} ${row.quote}`,
    },
    {
      key: 'fees',
      head: t('wizard.fees'),
      align: 'right',
      cell: (row) => `${format.percent(row.makerFee)} / ${format.percent(row.takerFee)}`,
    },
    {
      key: 'data',
      head: t('wizard.dataFrom'),
      align: 'right',
      cell: (row) => (row.historyFrom === null ? '–' : format.day(row.historyFrom)),
    },
  ]
}

const shownAtMost = 50

/** The chosen pairs on top, then the best matches; thousands of rows would help nobody. */
const Pairs = ({ state, id }: { state: BotFormState; id: string }) => {
  const { t, format } = useI18n()
  const columns = useColumns(state)
  const [typed, setTyped] = useState('')
  const { values, form } = state
  const here = useMemo(
    () => form.markets.filter((market) => market.venueId === values.venueId),
    [form.markets, values.venueId],
  )
  const found = useMemo(() => findMarkets(here, typed, shownAtMost), [here, typed])
  // Fixed when the list is searched anew, so that a tick does not move the row under the pointer.
  const [top, setTop] = useState<readonly string[]>(values.symbols)
  const search = (text: string) => {
    setTyped(text)
    setTop(values.symbols)
  }
  const onTop = here.filter((market) => top.includes(market.symbol))
  const rows = [...onTop, ...found.shown.filter((market) => !top.includes(market.symbol))]
  return (
    <div className="flex flex-col gap-2">
      <TextInput
        id={id}
        type="search"
        value={typed}
        placeholder={t('wizard.findPair')}
        icon={<Search aria-hidden size={14} className="text-muted" />}
        className="max-w-96"
        onChange={(event) => search(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <div className="flex max-h-84 flex-col overflow-hidden rounded-control border border-line">
        <Table name={t('wizard.pairs')} columns={columns} rows={rows} rowKey={(row) => row.symbol} />
        {found.total === 0 && <p className="px-3 py-2 text-muted">{t('wizard.noPair')}</p>}
      </div>
      <p role="status" className="text-small text-muted">
        {found.total > found.shown.length &&
          t('wizard.shown', {
            shown: format.number(found.shown.length),
            total: format.number(found.total),
          })}
      </p>
    </div>
  )
}

export const MarketSection = ({ state }: { state: BotFormState }) => {
  const { t } = useI18n()
  const errorText = useFieldErrorText()
  const { markets } = state.form
  const { values } = state
  const venues = [...new Map(markets.map((market) => [market.venueId, market.venueName]))]
  if (markets.length === 0) return <Empty icon={null} why={t('wizard.noMarkets')} />
  return (
    <div className="flex flex-col gap-3">
      <ProfileSection state={state} />
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <Field label={t('wizard.venue')} error={errorText(state.errors.venueId)}>
          {({ id }) => (
            <Select
              id={id}
              label={t('wizard.venue')}
              value={values.venueId}
              choices={venues.map(([value, label]) => ({ value, label }))}
              onChange={(venueId) => state.set({ venueId, symbols: [] })}
              className="w-56"
            />
          )}
        </Field>
        <Field
          label={t('wizard.timeframe')}
          hint={t('wizard.timeframeHint')}
          error={errorText(state.errors.timeframe)}
        >
          {({ id }) => (
            <Select
              id={id}
              label={t('wizard.timeframe')}
              value={values.timeframe}
              choices={timeframes.map((value) => ({ value, label: value }))}
              onChange={(timeframe) => state.set({ timeframe })}
              className="w-40"
            />
          )}
        </Field>
      </div>
      <Field label={t('wizard.pairs')} hint={t('wizard.pairsHint')} error={errorText(state.errors.symbols)}>
        {(ids) => <Pairs key={values.venueId} state={state} id={ids.id} />}
      </Field>
    </div>
  )
}

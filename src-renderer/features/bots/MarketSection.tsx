import type { MarketView } from '../../../src-preload/contract/bot-settings.ts'
import { timeframes } from '../../format/choices.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { Empty } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useFieldErrorText } from './ParameterField.tsx'
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

export const MarketSection = ({ state }: { state: BotFormState }) => {
  const { t } = useI18n()
  const errorText = useFieldErrorText()
  const columns = useColumns(state)
  const { markets } = state.form
  const { values } = state
  const venues = [...new Map(markets.map((market) => [market.venueId, market.venueName]))]
  if (markets.length === 0) return <Empty icon={null} why={t('wizard.noMarkets')} />
  return (
    <div className="flex flex-col gap-3">
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
        {(ids) => (
          <div id={ids.id} className="overflow-hidden rounded-control border border-line">
            <Table
              name={t('wizard.pairs')}
              columns={columns}
              rows={markets.filter((market) => market.venueId === values.venueId)}
              rowKey={(row) => row.symbol}
            />
          </div>
        )}
      </Field>
    </div>
  )
}

import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'
import { moneyKey, moneyOf } from '../state/selectors.ts'
import { chooseMoney, useView } from '../state/view-store.ts'
import { changeColour, signOf, Triangle } from '../ui/Change.tsx'
import { cx } from '../ui/class-names.ts'
import { Select } from '../ui/Select.tsx'

export const TopMoney = () => {
  const { t, format } = useI18n()
  const chosen = useView((view) => view.money)
  const engine = useEngine((state) => state.engine)
  const money = moneyOf(engine, chosen)
  if (engine === null || money === null) return null
  const ofMode = engine.money.filter((entry) => entry.mode === money.mode)
  const severalVenues = new Set(ofMode.map((entry) => entry.venueId)).size > 1
  const venueName = (id: string) => engine.venues.find((venue) => venue.id === id)?.name ?? id
  const choices = ofMode.map((entry) => ({
    value: moneyKey(entry),
    label: severalVenues ? `${entry.currency} · ${venueName(entry.venueId)}` : entry.currency,
  }))
  // Gives way before the feeds do, and whole: today's change wraps out of sight, the equity always stays.
  return (
    <div className="flex h-7 min-w-min flex-1 flex-wrap items-center gap-x-4 overflow-clip leading-7 whitespace-nowrap">
      <span className="flex min-w-0 items-center gap-x-4">
        <span className="shrink-0 text-muted">
          <span className="sr-only min-[1280px]:not-sr-only min-[1280px]:whitespace-nowrap">
            {t('top.equity')}{' '}
          </span>
          <strong className="text-[14px] font-semibold text-text min-[1280px]:ml-1">
            {format.money(money.equity, money.currency)}
          </strong>
          {/* The choice beside it names the currency too. */}
          {choices.length > 1 ? null : <span className="text-small"> {money.currency}</span>}
        </span>
        {choices.length > 1 && (
          <Select
            label={t('top.currency')}
            value={moneyKey(money)}
            choices={choices}
            onChange={chooseMoney}
            className="min-w-24 shrink"
          />
        )}
      </span>
      <span className="text-muted">
        {t('top.today')}{' '}
        <span className={cx('ml-1 font-medium', changeColour(money.today))}>
          <Triangle sign={signOf(money.today)} className="mr-1 align-middle" />
          {format.change(money.today, money.currency)} {money.currency} (
          {format.percentChange(money.todayRatio)})
        </span>
      </span>
    </div>
  )
}

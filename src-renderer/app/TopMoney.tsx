import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'
import { moneyOf } from '../state/selectors.ts'
import { chooseCurrency, useView } from '../state/view-store.ts'
import { changeColour, signOf, Triangle } from '../ui/Change.tsx'
import { cx } from '../ui/class-names.ts'
import { Select } from '../ui/Select.tsx'

export const TopMoney = () => {
  const { t, format } = useI18n()
  const chosen = useView((view) => view.currency)
  const engine = useEngine((state) => state.engine)
  const money = moneyOf(engine, chosen)
  if (engine === null || money === null) return null
  const currencies = engine.money.filter((entry) => entry.mode === 'paper').map((entry) => entry.currency)
  return (
    <div className="flex shrink-0 items-center gap-4 whitespace-nowrap">
      <span className="text-muted">
        {t('top.equity')}{' '}
        <strong className="ml-1 text-[14px] font-semibold text-text">
          {format.money(money.equity, money.currency)}
        </strong>{' '}
        {currencies.length === 1 && <span className="text-small">{money.currency}</span>}
      </span>
      {currencies.length > 1 && (
        <Select
          label={t('top.currency')}
          value={money.currency}
          choices={currencies.map((currency) => ({ value: currency, label: currency }))}
          onChange={chooseCurrency}
        />
      )}
      <span className="hidden text-muted min-[1360px]:inline">
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

import { modes } from '../format/choices.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'
import { moneyKey, moneyOf } from '../state/selectors.ts'
import { chooseMoney, useView } from '../state/view-store.ts'
import { Segments } from '../ui/Segments.tsx'

/** Which mode's money is on show; the two are never one sum. */
export const ModeFilter = () => {
  const { t } = useI18n()
  const chosen = useView((view) => view.money)
  const engine = useEngine((state) => state.engine)
  const shown = moneyOf(engine, chosen)
  const firstOf = (mode: 'paper' | 'live') => engine?.money.find((entry) => entry.mode === mode)
  if (shown === null || firstOf('live') === undefined) return null
  return (
    <Segments
      label={t('live.filter')}
      value={shown.mode}
      choices={modes.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
      onChange={(mode) => {
        const first = firstOf(mode)
        if (first !== undefined) chooseMoney(moneyKey(first))
      }}
    />
  )
}

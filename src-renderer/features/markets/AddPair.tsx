import { type Ref, useMemo, useState } from 'react'
import type { MarketView } from '../../../src-preload/contract/bot-settings.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { findMarkets } from '../../state/find-markets.ts'
import type { Markets } from '../../state/use-markets.ts'
import { pairKey } from '../../state/watchlist.ts'
import { SearchList } from '../../ui/SearchList.tsx'

const shownAtMost = 50

interface AddPairProps {
  readonly known: Markets
  readonly disabled: boolean
  readonly add: (market: MarketView) => void
  readonly inputRef: Ref<HTMLInputElement>
}

/** Thousands of pairs, of which the best matches are drawn and the rest counted. */
export const AddPair = ({ known, disabled, add, inputRef }: AddPairProps) => {
  const { t, format } = useI18n()
  const [typed, setTyped] = useState('')
  const { shown, total } = useMemo(() => findMarkets(known.markets, typed, shownAtMost), [known, typed])
  const missing = {
    loading: t('markets.loading'),
    failed: t('markets.loadFailed'),
    ready: t('markets.noMatch'),
  }
  const more = t('markets.shown', { shown: format.number(shown.length), total: format.number(total) })
  return (
    <SearchList
      label={t('markets.add')}
      placeholder={t('markets.find')}
      typed={typed}
      setTyped={setTyped}
      rows={shown}
      rowKey={pairKey}
      row={(market) => (
        <>
          <span className="flex-1 truncate font-medium">{market.symbol}</span>
          <span className="text-small text-muted">{market.venueName}</span>
        </>
      )}
      choose={add}
      note={total === 0 ? missing[known.state] : total > shown.length ? more : null}
      disabled={disabled}
      inputRef={inputRef}
    />
  )
}

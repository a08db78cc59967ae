import { Combobox } from '@base-ui/react/combobox'
import { Search } from 'lucide-react'
import { type Ref, useMemo, useState } from 'react'
import type { MarketView } from '../../../src-preload/contract/bot-settings.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { findMarkets } from '../../state/find-markets.ts'
import type { Markets } from '../../state/use-markets.ts'
import { pairKey } from '../../state/watchlist.ts'

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
  const empty = known.state === 'loading' ? t('markets.loading') : t('markets.noMatch')
  return (
    <Combobox.Root<MarketView>
      items={shown}
      filter={null}
      value={null}
      inputValue={typed}
      onInputValueChange={setTyped}
      onValueChange={(market) => {
        if (market === null) return
        add(market)
        setTyped('')
      }}
      itemToStringLabel={(market) => market.symbol}
      isItemEqualToValue={(left, right) => pairKey(left) === pairKey(right)}
      autoHighlight
      disabled={disabled}
    >
      <div className="flex h-7 items-center gap-2 rounded-control border border-control-line bg-panel px-2 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent">
        <Search aria-hidden size={14} className="shrink-0 text-muted" />
        <Combobox.Input
          ref={inputRef}
          aria-label={t('markets.add')}
          placeholder={t('markets.find')}
          spellCheck={false}
          className="selectable min-w-0 flex-1 bg-transparent outline-none placeholder:text-faint"
        />
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-[60] outline-none">
          <Combobox.Popup className="float-motion flex max-h-[50vh] w-[max(var(--anchor-width),300px)] flex-col rounded-panel border border-line-strong bg-raised shadow-float outline-none">
            <Combobox.Empty className="empty:hidden">
              <span className="block px-3 py-4 text-center text-muted">
                {known.state === 'failed' ? t('markets.loadFailed') : empty}
              </span>
            </Combobox.Empty>
            <Combobox.List className="min-h-0 overflow-y-auto p-1 empty:hidden">
              {(market: MarketView) => (
                <Combobox.Item
                  key={pairKey(market)}
                  value={market}
                  className="flex h-7 items-center gap-3 rounded-chip px-2 outline-none data-highlighted:bg-selected"
                >
                  <span className="flex-1 truncate font-medium">{market.symbol}</span>
                  <span className="text-small text-muted">{market.venueName}</span>
                </Combobox.Item>
              )}
            </Combobox.List>
            {total > shown.length && (
              <Combobox.Status className="border-t border-line px-3 py-1.5 text-small text-muted">
                {t('markets.shown', { shown: format.number(shown.length), total: format.number(total) })}
              </Combobox.Status>
            )}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

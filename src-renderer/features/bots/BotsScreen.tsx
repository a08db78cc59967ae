import { Bot, Plus, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import type { BotState } from '../../../src-preload/contract/values.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { type BotFilter, type BotSortKey, filterBots, groupBots } from '../../state/bot-groups.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { needsAttention } from '../../state/selectors.ts'
import { useNow } from '../../state/use-now.ts'
import { Button } from '../../ui/Button.tsx'
import { TextInput } from '../../ui/Field.tsx'
import { Page, Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { StartDemoButton } from '../../ui/StartDemoButton.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { BotsTable } from './BotsTable.tsx'

const states: readonly BotState[] = [
  'running',
  'halted',
  'entries-paused',
  'warming-up',
  'starting',
  'stopping',
  'stopped',
  'error',
]
const noFilter: BotFilter = { text: '', state: 'all' }

const NewBotButton = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  return (
    <Button
      look="primary"
      name={stableNames.newBot}
      icon={<Plus size={14} />}
      onClick={() => void navigate('/bots/new')}
    >
      {t('action.newBot')}
    </Button>
  )
}

const NoBots = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  return (
    <Panel label={t('bots.title')} className="flex-1">
      <Empty
        icon={<Bot />}
        why={t('bots.empty')}
        action={<StartDemoButton onStarted={() => void navigate('/')} />}
      />
    </Panel>
  )
}

interface FiltersProps {
  readonly filter: BotFilter
  readonly setFilter: (filter: BotFilter) => void
}

const Filters = ({ filter, setFilter }: FiltersProps) => {
  const { t } = useI18n()
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      <TextInput
        type="search"
        aria-label={t('bots.filter')}
        placeholder={t('bots.filter')}
        value={filter.text}
        onChange={(event) => setFilter({ ...filter, text: event.target.value })}
        icon={<Search size={14} className="text-muted" />}
        className="w-56"
      />
      <Select
        label={t('bots.stateFilter')}
        inlineLabel
        value={filter.state}
        choices={[
          { value: 'all' as const, label: t('bots.all') },
          ...states.map((value) => ({ value, label: t(`botState.${value}`) })),
        ]}
        onChange={(state) => setFilter({ ...filter, state })}
      />
      <span className="ml-auto text-small text-faint">{t('bots.keys')}</span>
    </div>
  )
}

export const BotsScreen = () => {
  const { t } = useI18n()
  const bots = useEngine((state) => state.bots)
  const now = useNow()
  const [filter, setFilter] = useState(noFilter)
  const [sorting, setSorting] = useState<{ key: BotSortKey; descending: boolean }>({
    key: 'name',
    descending: false,
  })
  useTopics([{ topic: 'bots' }])
  const groups = useMemo(
    () => groupBots(filterBots(bots?.values() ?? [], filter), sorting),
    [bots, filter, sorting],
  )
  const all = [...(bots?.values() ?? [])]
  const attention = all.filter((bot) => needsAttention(bot, now)).length
  const running = all.filter((bot) => bot.state === 'running').length
  const summary = [
    t('bots.count', { count: all.length }),
    t('bots.running', { count: running }),
    ...(attention > 0 ? [t('bots.needAttention', { count: attention })] : []),
  ]
  const sort = (key: BotSortKey) =>
    setSorting((known) => ({ key, descending: known.key === key ? !known.descending : key !== 'name' }))
  return (
    <Page
      title={t('bots.title')}
      meta={bots !== null && bots.size > 0 && <span className="text-muted">{summary.join(' · ')}</span>}
      actions={<NewBotButton />}
    >
      {bots === null ? (
        <Panel label={t('bots.title')}>
          <LoadingRows rows={4} height={44} />
        </Panel>
      ) : bots.size === 0 ? (
        <NoBots />
      ) : (
        <>
          <Filters filter={filter} setFilter={setFilter} />
          {groups.length === 0 ? (
            <Panel label={t('bots.title')}>
              <Empty
                icon={<Search />}
                why={t('bots.noMatch')}
                action={<Button onClick={() => setFilter(noFilter)}>{t('bots.clearFilter')}</Button>}
              />
            </Panel>
          ) : (
            <BotsTable groups={groups} sorting={sorting} onSort={sort} />
          )}
          <p className="text-small text-muted">{t('bots.legend')}</p>
        </>
      )}
    </Page>
  )
}

import { Check, CircleCheck, CircleX, Hourglass, OctagonX, Pause, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { doubtsOf, isLost, pairsInTrouble } from '../../state/pair-data.ts'
import { byUrgency, venueOf } from '../../state/selectors.ts'
import { useNow } from '../../state/use-now.ts'
import { askToGoLive, openKillSheet } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { CountChip } from '../../ui/Pill.tsx'

/** The latch itself is an item above. */
const ownPlace: ReadonlySet<string> = new Set(['alert.kill-engaged', 'alert.kill-lifted'])

interface Item {
  readonly id: string
  readonly icon: ReactNode
  readonly what: string
  readonly why: string
  readonly action: string
  readonly run: () => void
}

const amber = <TriangleAlert size={16} className="text-warning" />
const shownAtMost = 4

const useItems = (): readonly Item[] => {
  const { t, say, format } = useI18n()
  const now = useNow()
  const navigate = useNavigate()
  const { send } = useCommand()
  const engine = useEngine((state) => state.engine)
  const bots = useEngine((state) => state.bots)
  const alerts = useEngine((state) => state.alerts)
  const since = (at: number | null) => (at === null ? '' : t('age.for', { span: format.duration(now - at) }))
  const items: Item[] = []
  for (const kill of engine?.kill ?? []) {
    if (!kill.engaged) continue
    items.push({
      id: `kill ${kill.mode}`,
      icon: <OctagonX size={16} className="text-warning" />,
      what: t('overview.killOn'),
      why: t('overview.killOnWhy', { age: since(kill.since ?? now) }),
      action: t('overview.review'),
      run: () => openKillSheet(null),
    })
  }
  for (const venue of engine?.venues ?? []) {
    if (!isLost(venue, now)) continue
    const what = t('overview.feed', { venue: venue.name, state: t(`feed.${venue.state}`) })
    const why = venue.lastTickAt === null ? t('feed.noTick') : since(venue.lastTickAt)
    const run = () => void navigate('/markets/exchanges')
    items.push({ id: `venue ${venue.id}`, icon: amber, what, why, action: t('action.open'), run })
  }
  for (const alert of alerts) {
    if (alert.severity === 'info' || alert.seen || ownPlace.has(alert.text.code)) continue
    items.push({
      id: alert.id,
      icon: amber,
      what: say(alert.text),
      why: t('age.ago', { span: format.duration(now - alert.raisedAt) }),
      action: t('overview.review'),
      run: () => {
        void send('alerts.seen', { ids: [alert.id] })
        if (alert.target !== null) void navigate(alert.target)
      },
    })
  }
  // What the kill switch halts is said by its own item.
  const halted = [...(bots?.values() ?? [])].filter(
    (bot) => bot.state === 'halted' && bot.stateReason?.code !== 'decision.kill-switch',
  )
  const [firstHalted] = halted
  if (firstHalted !== undefined) {
    const [one, reason] = [halted.length === 1, firstHalted.stateReason]
    items.push({
      id: 'halted bots',
      icon: <OctagonX size={16} className="text-warning" />,
      what: one
        ? t('overview.botHalted', { bot: firstHalted.name })
        : t('overview.botsHalted', { count: halted.length }),
      why: one && reason !== null ? say(reason) : halted.map((bot) => bot.name).join(', '),
      action: t('overview.review'),
      run: () => void navigate(one ? `/bots/${firstHalted.id}` : '/bots'),
    })
  }
  const waiting = [...(bots?.values() ?? [])].filter((bot) => doubtsOf(bot, now).length > 0)
  if (waiting.length > 0) {
    items.push({
      id: 'waiting bots',
      icon: amber,
      what: t('doubt.attention', { count: waiting.length }),
      why: waiting.map((bot) => bot.name).join(', '),
      action: t('action.open'),
      run: () => void navigate(waiting.length === 1 ? `/bots/${waiting[0]?.id}` : '/bots'),
    })
  }
  for (const bot of byUrgency(bots?.values() ?? [], now)) {
    const open = () => void navigate(`/bots/${bot.id}`)
    if (bot.state === 'error') {
      items.push({
        id: bot.id,
        icon: <CircleX size={16} className="text-warning" />,
        what: t('overview.botError', { bot: bot.name }),
        why: bot.stateReason === null ? since(bot.stateSince) : say(bot.stateReason),
        action: t('overview.review'),
        run: open,
      })
    } else if (bot.state === 'entries-paused') {
      items.push({
        id: bot.id,
        icon: <Pause size={16} className="text-muted" />,
        what: t('overview.botPaused', { bot: bot.name }),
        why: t('overview.botPausedWhy', { age: since(bot.stateSince) }),
        action: t('action.resume'),
        run: () => (bot.mode === 'live' ? askToGoLive(bot.id) : void send('bots.start', { id: bot.id })),
      })
    } else if (bot.state === 'warming-up') {
      items.push({
        id: bot.id,
        icon: <Hourglass size={16} className="text-muted" />,
        what: t('overview.botWarming', { bot: bot.name }),
        why: t('overview.botWarmingWhy', { have: bot.warmUp?.have ?? 0, need: bot.warmUp?.need ?? 0 }),
        action: t('action.open'),
        run: open,
      })
    }
  }
  return items
}

const Fine = ({ text }: { text: string }) => (
  <li className="flex items-center gap-2 text-small text-muted">
    <Check size={13} className="shrink-0" />
    {text}
  </li>
)

/** What is well, said only while it is so. */
const AllWell = ({ empty }: { empty: boolean }) => {
  const { t, format } = useI18n()
  const now = useNow()
  const engine = useEngine((state) => state.engine)
  const bots = useEngine((state) => state.bots)
  const alerts = useEngine((state) => state.alerts)
  const venue = venueOf(engine)
  const inTrouble = engine?.venues.flatMap((each) => pairsInTrouble(each, now)) ?? []
  const refused = alerts.some((alert) => !alert.seen && alert.text.code.startsWith('alert.order-'))
  const broken = [...(bots?.values() ?? [])].some((bot) => bot.state === 'error')
  return (
    <ul className={empty ? 'flex flex-col gap-2 px-3 pb-3' : 'mt-auto grid grid-cols-1 gap-1.5 px-3 py-2.5'}>
      {!refused && <Fine text={t('overview.okOrders')} />}
      {!broken && <Fine text={t('overview.okBots')} />}
      {engine?.kill.every((kill) => !kill.engaged) === true && <Fine text={t('overview.okKill')} />}
      {venue?.state === 'live' && venue.lastTickAt !== null && inTrouble.length === 0 && (
        <Fine
          text={t('overview.okFeeds', {
            age: t('age.ago', { span: format.duration(now - venue.lastTickAt) }),
          })}
        />
      )}
    </ul>
  )
}

export const Attention = () => {
  const { t } = useI18n()
  const items = useItems()
  return (
    <Panel
      title={t('overview.attention')}
      count={items.length > 0 ? <CountChip>{items.length}</CountChip> : undefined}
    >
      {items.length === 0 && (
        <p className="flex items-center gap-2 px-3 pt-1 pb-3 font-medium">
          <CircleCheck size={16} className="text-accent" />
          {t('overview.allClear')}
        </p>
      )}
      <ul className="flex flex-col">
        {items.slice(0, shownAtMost).map((item) => (
          <li key={item.id} className="flex min-h-11 items-center gap-3 border-t border-line px-3 py-1.5">
            <span aria-hidden>{item.icon}</span>
            <div className="min-w-0 flex-1">
              <p className="font-medium">{item.what}</p>
              <p className="line-clamp-2 text-small text-muted" title={item.why}>
                {item.why}
              </p>
            </div>
            <Button size="row" onClick={item.run}>
              {item.action}
            </Button>
          </li>
        ))}
      </ul>
      <AllWell empty={items.length === 0} />
    </Panel>
  )
}

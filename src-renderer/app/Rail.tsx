import {
  Bell,
  Bot,
  ChartCandlestick,
  ChartLine,
  History,
  LayoutDashboard,
  PanelLeft,
  Settings,
  ShieldAlert,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import { useI18n } from '../i18n/i18n.tsx'
import { stableNames } from '../i18n/stable-names.ts'
import { useEngine } from '../state/engine-store.ts'
import { toggleRail } from '../state/view-store.ts'
import { IconButton } from '../ui/Button.tsx'
import { cx } from '../ui/class-names.ts'
import { CountChip } from '../ui/Pill.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { Logo } from './Logo.tsx'
import { isCollapsed, useRailWidth } from './rail-width.ts'

interface ItemProps {
  readonly to: string
  readonly name: string
  readonly text: string
  readonly icon: ReactNode
  readonly badge?: { readonly count: number; readonly text: string }
  readonly collapsed: boolean
}

const RailItem = ({ to, name, text, icon, badge, collapsed }: ItemProps) => {
  const badgeId = `badge-${name.toLowerCase()}`
  const shown = badge !== undefined && badge.count > 0
  const link = (
    <NavLink
      to={to}
      end={to === '/'}
      aria-label={name}
      aria-describedby={shown ? badgeId : undefined}
      className={({ isActive }) =>
        cx(
          'relative flex h-8 items-center gap-3 rounded-control text-body font-medium outline-offset-[-2px]',
          collapsed ? 'justify-center' : 'px-2.5',
          isActive
            ? 'bg-selected text-text before:absolute before:inset-y-1 before:-left-2 before:w-[3px] before:rounded-r before:bg-accent [&>svg]:text-accent'
            : 'text-muted hover:bg-hover hover:text-text',
        )
      }
    >
      {icon}
      {!collapsed && <span className="flex-1 truncate">{text}</span>}
      {shown && (
        <span id={badgeId} className={cx(collapsed && 'absolute -top-1.5 -right-1 scale-[0.82]')}>
          <CountChip>
            <span aria-hidden>{badge.count}</span>
          </CountChip>
          <span className="sr-only">{badge.text}</span>
        </span>
      )}
    </NavLink>
  )
  if (!collapsed) return link
  return (
    <Tooltip text={text} side="right">
      {link}
    </Tooltip>
  )
}

export const Rail = () => {
  const { t } = useI18n()
  const width = useRailWidth()
  const collapsed = isCollapsed(width)
  const running = useEngine((state) => state.engine?.runningBots ?? 0)
  const unseen = useEngine((state) => state.alerts.filter((alert) => !alert.seen).length)
  const open = useEngine(
    (state) => state.engine?.money.reduce((count, entry) => count + entry.openPositions, 0) ?? 0,
  )
  return (
    <nav
      aria-label={t('nav.label')}
      style={{ width }}
      className="flex shrink-0 flex-col border-r border-line bg-bar"
    >
      <div className={cx('flex h-12 shrink-0 items-center gap-2.5', collapsed ? 'justify-center' : 'px-4')}>
        <Logo />
        {!collapsed && <span className="text-[14px] font-semibold">Auronex</span>}
      </div>
      <div className="flex flex-1 flex-col gap-0.5 px-2 pt-1">
        <RailItem
          to="/"
          name={stableNames.overview}
          text={t('nav.overview')}
          icon={<LayoutDashboard size={16} />}
          collapsed={collapsed}
        />
        <RailItem
          to="/bots"
          name={stableNames.bots}
          text={t('nav.bots')}
          icon={<Bot size={16} />}
          badge={{ count: running, text: t('nav.badge.bots', { count: running }) }}
          collapsed={collapsed}
        />
        <RailItem
          to="/positions"
          name={stableNames.positions}
          text={t('nav.positions')}
          icon={<ChartCandlestick size={16} />}
          badge={{ count: open, text: t('nav.badge.positions', { count: open }) }}
          collapsed={collapsed}
        />
        <RailItem
          to="/markets"
          name={stableNames.markets}
          text={t('nav.markets')}
          icon={<ChartLine size={16} />}
          collapsed={collapsed}
        />
        <RailItem
          to="/history"
          name={stableNames.history}
          text={t('nav.history')}
          icon={<History size={16} />}
          collapsed={collapsed}
        />
        <RailItem
          to="/risk"
          name={stableNames.risk}
          text={t('nav.risk')}
          icon={<ShieldAlert size={16} />}
          collapsed={collapsed}
        />
        <RailItem
          to="/alerts"
          name={stableNames.alerts}
          text={t('nav.alerts')}
          icon={<Bell size={16} />}
          badge={{ count: unseen, text: t('alerts.unseen', { count: unseen }) }}
          collapsed={collapsed}
        />
      </div>
      <div className="flex flex-col gap-0.5 px-2">
        <RailItem
          to="/settings"
          name={stableNames.settings}
          text={t('settings.title')}
          icon={<Settings size={16} />}
          collapsed={collapsed}
        />
      </div>
      <div className={cx('flex p-2', collapsed && 'justify-center')}>
        <IconButton label={t('nav.collapse')} onClick={toggleRail} aria-pressed={collapsed}>
          <PanelLeft size={16} />
        </IconButton>
      </div>
    </nav>
  )
}

import type {
  BotFormView,
  BotSettings as BotSettingsView,
} from '../../../src-preload/contract/bot-settings.ts'
import { killCloseWord } from '../../../src-preload/contract/codes.ts'
import type { Language } from '../../../src-preload/contract/values.ts'
import type { AppSettings, AppView } from '../../../src-preload/contract/views.ts'
import { demoOrigin } from '../../adapters/exchanges/replay/demo-market.ts'
import type { BotSettings } from '../../domain/bots/bot.ts'
import { profiles } from '../../domain/bots/profiles.ts'
import { cashText, text } from '../../domain/money/decimal.ts'
import type { Result } from '../../domain/result.ts'
import { riskLimits } from '../../domain/risk/limits.ts'
import { strategies } from '../../domain/strategies/catalogue.ts'
import type { BotRefusal } from '../../engine/bots/bot-desk.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Store } from '../../engine/ports/store.ts'
import type { VenueRefusal } from '../../engine/venues/venue-desk.ts'
import type { SettingsChange } from '../app-settings.ts'
import type { LiveGuard } from '../live/live-guard.ts'
import type { MainWindow } from '../main-window.ts'
import { demoBots, presets } from '../presets.ts'
import { alertView } from '../views/alert-view.ts'
import { decisionView } from '../views/decision-view.ts'
import { exitCounts } from '../views/exit-views.ts'
import { journalPage } from '../views/journal-view.ts'
import { fillView, tradeView } from '../views/money-views.ts'
import { type Handlers, Refusal } from './ask-server.ts'
import { closeRefusal } from './close-refusal.ts'
import { configFor } from './config-for.ts'
import type { FeedPublisher } from './feed-publisher.ts'
import { keyHandlers } from './key-handlers.ts'
import { killHandlers } from './kill-handlers.ts'
import { liveHandlers } from './live-handlers.ts'
import { reconciliationHandlers } from './reconciliation-handlers.ts'
import { riskHandlers } from './risk-handlers.ts'
import { candleRowOf, type TopicBodies } from './topic-bodies.ts'

export interface HandlerParts {
  readonly engine: Engine
  readonly store: Store
  readonly clock: Clock
  readonly publisher: FeedPublisher
  readonly bodies: TopicBodies
  readonly info: () => AppView
  readonly settings: {
    readonly read: () => AppSettings
    readonly update: (change: SettingsChange) => AppSettings
    /** The language in use, "system" resolved. */
    readonly language: () => Language
  }
  readonly openLink: (link: 'tradingview' | 'risks' | 'licences') => Promise<void>
  readonly openDataFolder: () => Promise<void>
  readonly guard: LiveGuard
  /** A question of the desktop's own; true when its second button was pressed. */
  readonly confirmNatively: (question: Parameters<MainWindow['ask']>[0]) => Promise<boolean>
}

const messages: Record<BotRefusal['code'], string> = {
  NOT_FOUND: 'there is no such bot',
  BOT_NOT_STOPPED: 'stop the bot first',
  BOT_HAS_POSITION: 'the bot has an open position or order',
  BOT_NAME_TAKEN: 'another bot has this name',
  WRONG_STATE: 'the bot is not in a state for this',
  CONFIRMATION_REQUIRED: 'a live bot starts only once its user has confirmed it',
  INVALID_SETTINGS: 'some settings are not valid',
}

const venueRefusal = (error: VenueRefusal): Refusal =>
  error.code === 'VENUE_UNREACHABLE'
    ? new Refusal(error.code, error.cause, { facts: { cause: error.cause } })
    : new Refusal(error.code, `the exchange was not changed: ${error.code}`)

const orRefuse = <T>(result: Result<T, BotRefusal>): T => {
  if (result.ok) return result.value
  const { error } = result
  const fields =
    error.code === 'INVALID_SETTINGS' ? { fields: error.fields.map((field) => ({ ...field })) } : {}
  throw new Refusal(error.code, messages[error.code], fields)
}

const settingsView = (settings: BotSettings): BotSettingsView => ({
  ...settings,
  symbols: [...settings.symbols],
  strategyId: settings.strategyId,
  parameters: { ...settings.parameters },
  limits: { ...settings.limits },
})

const formView = (engine: Engine): BotFormView => ({
  strategies: strategies.map(({ id, parameters }) => ({
    id,
    parameters: [...parameters],
  })) as BotFormView['strategies'],
  limits: [...riskLimits] as BotFormView['limits'],
  profiles: profiles.map((profile) => ({ ...profile, limits: { ...profile.limits } })),
  presets: presets.map(({ id, settings }) => ({ id, settings: settingsView(settings) })),
  markets: [...engine.books.venues.values()].flatMap(({ info }) =>
    info.markets.map((market) => ({
      venueId: info.id,
      venueName: info.name,
      symbol: market.symbol,
      base: market.base,
      quote: market.quote,
      priceStep: text(market.priceStep),
      amountStep: text(market.amountStep),
      minAmount: text(market.minAmount),
      minNotional: cashText(market.minNotional),
      makerFee: text(market.makerFee),
      takerFee: text(market.takerFee),
      lastPrice: priceText(engine, info.id, market.symbol),
      historyFrom: info.kind === 'replay' ? demoOrigin : null,
    })),
  ),
})

const priceText = (engine: Engine, venueId: string, symbol: string): string | null => {
  const mark = engine.books.mark(venueId, symbol)
  return mark === undefined ? null : text(mark)
}

/** What each request of the window does. */
export const createHandlers = (parts: HandlerParts): Handlers => {
  const { engine, store, publisher, bodies } = parts
  const done = (result: Result<null, BotRefusal>) => {
    orRefuse(result)
    return {}
  }
  return {
    'app.info': () => parts.info(),
    watch: ({ topics }) => publisher.watch(topics),
    'settings.update': (change) => {
      const updated = parts.settings.update(change)
      publisher.publish(bodies.settings())
      return updated
    },
    'venues.connect': async (asked) => {
      const connected = await engine.venues.connect(configFor(asked))
      if (!connected.ok) throw venueRefusal(connected.error)
      return { id: connected.value }
    },
    'venues.disconnect': async ({ id }) => {
      const gone = await engine.command(({ venues }) => venues.disconnect(id))
      if (!gone.ok) throw venueRefusal(gone.error)
      return {}
    },
    'venues.coverage': async ({ id }) => {
      const coverage = await engine.coverage(id)
      if (coverage.kind === 'failed') throw new Refusal('NOT_FOUND', coverage.cause)
      return { series: [...coverage.value] }
    },
    'demo.start': async () => {
      const started = await engine.command((e) => e.startBots(demoBots))
      if (!started.ok) throw new Refusal('INTERNAL', 'the demo could not start')
      return { botIds: [...started.value] }
    },
    'bots.form': () => formView(engine),
    'bots.settings': ({ id }) => {
      const runtime = engine.roster.get(id)
      if (runtime === undefined) throw new Refusal('NOT_FOUND', messages.NOT_FOUND)
      return settingsView(runtime.bot.settings)
    },
    'bots.create': ({ settings, start }) =>
      engine.command(({ bots }) => {
        const id = orRefuse(bots.create(settings, 'paper'))
        if (start) orRefuse(bots.start(id))
        return { id }
      }),
    'bots.update': ({ id, settings }) => engine.command(({ bots }) => done(bots.update(id, settings))),
    'bots.start': ({ id }) => engine.command(({ bots }) => done(bots.start(id))),
    'bots.pauseEntries': ({ id }) => engine.command(({ bots }) => done(bots.pauseEntries(id))),
    'bots.pauseAllEntries': ({ mode }) =>
      engine.command(({ bots }) => ({ paused: bots.pauseAllEntries(mode) })),
    'bots.stop': ({ id, positions, confirmation }) => {
      const sellsReal = positions === 'close' && engine.roster.get(id)?.bot.mode === 'live'
      if (sellsReal && confirmation !== killCloseWord[parts.settings.language()]) {
        throw new Refusal('CONFIRMATION_MISMATCH', 'the typed word does not match')
      }
      return engine.command(({ bots }) => done(bots.stop(id, positions)))
    },
    'bots.delete': ({ id }) => engine.command(({ bots }) => done(bots.remove(id))),
    'positions.close': async ({ id }) => {
      const closed = await engine.command((e) => e.manual.closePosition(id))
      if (!closed.ok) throw closeRefusal(closed.error)
      return {}
    },
    'orders.cancel': async ({ id }) => {
      const cancelled = await engine.command((e) => e.manual.cancelOrder(id))
      if (!cancelled.ok) throw new Refusal('ORDER_NOT_OPEN', 'the order has ended already')
      return {}
    },
    'decisions.list': ({ botId, limit, before }) => ({
      decisions: store.decisions.page(botId, { limit, before }).map(decisionView),
      total: store.decisions.count(botId),
    }),
    'history.trades': ({ limit, before, botId }) => ({
      trades: store.positions
        .closed({ limit, before }, botId)
        .map((position) => tradeView(position, bodies.nameOf)),
      total: store.positions.closedCount(botId),
    }),
    'history.exits': ({ botId }) => ({ exits: exitCounts(store.positions.endsByCode(botId)) }),
    'history.journal': (wanted) => journalPage(store.journal, wanted, bodies.nameOf),
    'fills.list': ({ botId, symbol, since }) => ({
      fills: store.fills.since(symbol, botId, since).map((booked) => fillView(booked, bodies.nameOf)),
    }),
    'alerts.list': ({ limit, before, filter }) => ({
      alerts: store.alerts
        .page({ limit, before }, filter)
        .map((alert) => ({ ...alertView(alert, engine, bodies.nameOf), row: alert.row })),
      total: store.alerts.count(filter),
    }),
    'alerts.allSeen': async () => {
      await engine.command(({ alerts }) => alerts.markAllSeen())
      return {}
    },
    'alerts.seen': async ({ ids }) => {
      await engine.command(({ alerts }) => alerts.markSeen(ids))
      return {}
    },
    ...killHandlers(parts),
    ...reconciliationHandlers(engine),
    ...riskHandlers(parts),
    ...liveHandlers(parts),
    ...keyHandlers(parts),
    'recovery.info': () => ({ problem: null, backups: [] }),
    'recovery.restore': () => {
      throw new Refusal('WRONG_STATE', 'the database is in use and well')
    },
    'recovery.openFolder': async () => {
      await parts.openDataFolder()
      return {}
    },
    'links.open': async ({ link }) => {
      await parts.openLink(link)
      return {}
    },
    'candles.earlier': async ({ venueId, symbol, timeframe, before, limit }) => ({
      rows: (await engine.candles(venueId, { symbol, timeframe, before, limit })).map(candleRowOf),
    }),
  }
}

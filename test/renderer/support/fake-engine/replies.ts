import type { KillStepView } from '../../../../src-preload/contract/kill-views.ts'
import type { PreloadApi } from '../../../../src-preload/contract/preload-api.ts'
import type { ErrorCode, FieldError, Reply } from '../../../../src-preload/contract/replies.ts'
import type { RequestInput, RequestName, RequestOutput } from '../../../../src-preload/contract/requests.ts'
import { FakeBot } from './fake-bot.ts'
import type { FakeEngine } from './fake-engine.ts'
import { fakeLiveReplies } from './fake-live.ts'
import { fakeCoverage } from './fake-trouble.ts'
import { botForm, checkSettings } from './form.ts'

type Handlers = {
  readonly [N in RequestName]: (input: RequestInput<N>) => RequestOutput<N> | Refusal
}
class Refusal {
  readonly code: ErrorCode
  readonly fields: FieldError[] | undefined
  readonly message: string
  constructor(code: ErrorCode, fields?: FieldError[], message = '') {
    this.code = code
    this.message = message
    this.fields = fields
  }
}

const done = {}
const orRefusal = <T extends object>(answer: T | ErrorCode): T | Refusal =>
  typeof answer === 'string' ? new Refusal(answer, undefined, 'the exchange says no') : answer
const words = ['RESUME', 'RETOMAR']

const page = <T extends { readonly botId: string | null }>(
  rows: readonly T[],
  input: { limit: number; before: number | null; botId: string | null },
) => {
  const wanted = rows
    .map((row, index) => ({ ...row, row: rows.length - index }))
    .filter((row) => input.botId === null || row.botId === input.botId)
  const { before } = input
  const later = before === null ? wanted : wanted.filter((row) => row.row < before)
  return { rows: later.slice(0, input.limit), total: wanted.length }
}

const handlers = (engine: FakeEngine): Handlers => {
  const withBot = <T>(id: string, act: (bot: FakeBot) => T): T | Refusal => {
    const bot = engine.bots.get(id)
    if (bot === undefined) return new Refusal('NOT_FOUND')
    const result = act(bot)
    engine.flush()
    return result
  }
  const checked = <T>(settings: Parameters<typeof checkSettings>[0], act: () => T): T | Refusal => {
    const fields = checkSettings(settings)
    return fields.length > 0 ? new Refusal('INVALID_SETTINGS', fields) : act()
  }
  const askStep = (mode: KillStepView['mode'], step: KillStepView['step']) => {
    engine.killSteps.ask(mode, step, [...engine.bots.values()])
    engine.flush()
    return done
  }
  const flushed = <T>(answer: T): T => {
    engine.flush()
    return answer
  }
  const price = (bot: FakeBot) => engine.market(bot.symbol).price
  return {
    'app.info': () => ({
      version: '0.1.0',
      electron: '45.4.1',
      node: '24.21.0',
      sqlite: '3.51.2',
      platform: 'linux',
      runtimeSupported: true,
      notifications: true,
      dataFolder: '/home/demo/.config/Auronex',
    }),
    watch: ({ topics }) => {
      engine.topics = topics
      const bodies = [
        engine.engineBody(),
        { kind: 'settings' as const, settings: engine.settings },
        { kind: 'alerts' as const, alerts: engine.alerts },
        ...topics.flatMap((topic) => engine.body(topic, false)),
      ]
      return { seq: engine.seq, at: Date.now(), bodies: structuredClone(bodies) }
    },
    'settings.update': (change) => {
      engine.settings = { ...engine.settings, ...(change as Partial<typeof engine.settings>) }
      engine.emit({ kind: 'settings', settings: engine.settings })
      return engine.settings
    },
    'venues.connect': (asked) => {
      const id = engine.venues.connect(asked)
      if (id === 'VENUE_EXISTS') return new Refusal(id)
      if (id === 'VENUE_UNREACHABLE') return new Refusal(id, undefined, 'connect ECONNREFUSED')
      engine.note('venue.connected', 'user', { venue: id })
      engine.flush()
      return { id }
    },
    'venues.coverage': ({ id }) => ({ series: fakeCoverage(id === 'replay' ? engine.now : Date.now()) }),
    'venues.disconnect': ({ id }) => {
      if ([...engine.bots.values()].some((bot) => bot.settings.venueId === id)) {
        return new Refusal('VENUE_IN_USE')
      }
      if (!engine.venues.disconnect(id)) return new Refusal('NOT_FOUND')
      engine.flush()
      return done
    },
    'keys.keychain': () => engine.keys.keychain,
    'keys.test': ({ credentials }) => orRefusal(engine.keys.report(credentials)),
    'keys.add': (asked) => {
      engine.venues.connect(asked.place)
      return flushed(orRefusal(engine.keys.add(asked)))
    },
    'keys.rotate': (asked) => flushed(orRefusal(engine.keys.rotate(asked) ?? done)),
    'keys.remove': ({ id }) => {
      engine.keys.remove(id)
      return flushed(done)
    },
    'keys.retry': () => done,
    'reconciliation.ask': () => done,
    'reconciliation.accept': () => new Refusal('NOT_FOUND'),
    'reconciliation.acceptBreach': () => new Refusal('NOT_FOUND'),
    'foreign.ignore': () => new Refusal('NOT_FOUND'),
    'foreign.adopt': () => new Refusal('NOT_FOUND'),
    'risk.planned': () => ({ risk: null }),
    'risk.limits': () => new Refusal('NOT_FOUND'),
    'risk.updateLimits': () => new Refusal('NOT_FOUND'),
    'risk.killHistory': () => ({ entries: [] }),
    'risk.resetBreaker': () => new Refusal('NOT_FOUND'),
    'demo.start': () => {
      const botIds = engine.startDemo()
      engine.flush()
      return { botIds }
    },
    'bots.form': () => ({ ...botForm, markets: [...botForm.markets, ...engine.venues.form()] }),
    'bots.settings': ({ id }) => withBot(id, (bot) => bot.settings),
    'bots.create': ({ settings, start }) =>
      checked(settings, () => {
        const bot = new FakeBot(engine.out.nextId('bot'), settings)
        engine.bots.set(bot.id, bot)
        if (start) bot.set('running', { code: 'bot.started-by-user' })
        engine.note('bot.created', 'user', {}, bot.id)
        engine.flush()
        return { id: bot.id }
      }),
    'bots.update': ({ id, settings }) =>
      checked(settings, () =>
        withBot(id, (bot) => {
          bot.settings = settings
          return done
        }),
      ),
    'bots.start': ({ id }) =>
      withBot(id, (bot) => {
        bot.set('running', { code: 'bot.started-by-user' })
        engine.note('bot.started', 'user', {}, id)
        return done
      }),
    'bots.pauseEntries': ({ id }) =>
      withBot(id, (bot) => {
        bot.set('entries-paused', { code: 'bot.paused-by-user' })
        engine.note('bot.paused', 'user', {}, id)
        return done
      }),
    'bots.pauseAllEntries': () => {
      const running = [...engine.bots.values()].filter((bot) => bot.state === 'running')
      for (const bot of running) bot.set('entries-paused', { code: 'bot.paused-by-user' })
      engine.flush()
      return { paused: running.length }
    },
    'bots.stop': ({ id, positions }) =>
      withBot(id, (bot) => {
        if (positions === 'close')
          bot.sell(price(bot), engine.now, { code: 'order.closed-on-stop' }, engine.out)
        bot.set('stopped', { code: 'bot.stopped-by-user' })
        engine.note('bot.stopped', 'user', { positions }, id)
        return done
      }),
    'bots.delete': ({ id }) => {
      engine.bots.delete(id)
      engine.emit({ kind: 'bots', changed: [], removed: [id] })
      return done
    },
    'positions.close': ({ id }) => {
      const bot = [...engine.bots.values()].find((each) => each.holding?.id === id)
      if (bot === undefined) return new Refusal('NOT_FOUND')
      bot.sell(price(bot), engine.now, { code: 'order.closed-by-user' }, engine.out)
      engine.flush()
      return done
    },
    'orders.cancel': () => done,
    'decisions.list': ({ botId, limit, before }) => {
      const all = engine.bots.get(botId)?.decisions ?? []
      const later = before === null ? all : all.filter((decision) => decision.id < before)
      return { decisions: later.slice(0, limit), total: all.length }
    },
    'history.trades': (input) => {
      const { rows, total } = page(engine.trades, input)
      return { trades: rows, total }
    },
    'history.exits': () => ({ exits: [{ kind: 'signal', count: engine.trades.length }] }),
    'history.journal': ({ limit, before, botId }) => {
      const all = engine.journal.filter((entry) => botId === null || entry.botId === botId)
      const later = before === null ? all : all.filter((entry) => entry.id < before)
      return { entries: later.slice(0, limit), total: all.length }
    },
    'fills.list': ({ botId, symbol, since }) => ({
      fills: engine.fills.filter(
        (fill) =>
          fill.symbol === symbol && fill.marketTime >= since && (botId === null || fill.botId === botId),
      ),
    }),
    'alerts.list': ({ limit, before, filter }) => {
      const rows = engine.alerts.map((alert, index) => ({ ...alert, row: engine.alerts.length - index }))
      const wanted = rows.filter(
        ({ seen, lasts, resolvedAt }) =>
          filter === 'all' || (filter === 'new' ? !seen : lasts && resolvedAt === null),
      )
      const shown = wanted.filter(({ row }) => row < (before ?? Number.POSITIVE_INFINITY)).slice(0, limit)
      return { alerts: shown, total: wanted.length }
    },
    'alerts.allSeen': () => {
      engine.alerts = engine.alerts.map((alert) => ({ ...alert, seen: true }))
      engine.emit({ kind: 'alerts', alerts: engine.alerts })
      return done
    },
    'alerts.seen': ({ ids }) => {
      engine.alerts = engine.alerts.map((alert) =>
        ids.includes(alert.id) ? { ...alert, seen: true } : alert,
      )
      engine.emit({ kind: 'alerts', alerts: engine.alerts })
      return done
    },
    'kill.engage': ({ source }) => {
      engine.kill = { engaged: true, since: Date.now(), source }
      engine.alert('critical', { code: 'alert.kill-engaged', facts: { mode: 'paper', source } }, null)
      engine.note('kill.engaged', 'user', { source })
      engine.flush()
      return { latchedInMs: 4, modes: ['paper'] }
    },
    'kill.cancelOrders': ({ mode }) => askStep(mode, 'cancel-orders'),
    'kill.hold': () => ({ press: 'press-1' }),
    'kill.closePositions': ({ mode, press, confirmation }) => {
      const isTyped = ['FLATTEN', 'ZERAR'].includes(confirmation ?? '')
      return isTyped || press !== null
        ? askStep(mode, 'close-positions')
        : new Refusal('CONFIRMATION_MISMATCH')
    },
    'kill.retry': () => done,
    'kill.lift': ({ reason, confirmation }) => {
      if (reason.trim() === '') return new Refusal('REASON_REQUIRED')
      if (!words.includes(confirmation)) return new Refusal('CONFIRMATION_MISMATCH')
      engine.kill = { engaged: false, since: null, source: null }
      engine.note('kill.lifted', 'user', { reason })
      engine.flush()
      return done
    },
    ...fakeLiveReplies(engine),
    'recovery.info': () => ({
      problem: engine.blocked,
      backups: [
        { file: 'trading-2021-02-24T0800.db', at: Date.UTC(2021, 1, 24, 8), bytes: 4_120_000 },
        { file: 'trading-2021-02-23T0800.db', at: Date.UTC(2021, 1, 23, 8), bytes: 3_910_000 },
      ],
    }),
    'recovery.restore': () => {
      engine.blocked = null
      engine.flush()
      return done
    },
    'recovery.openFolder': () => done,
    'links.open': () => done,
    'candles.earlier': ({ venueId, symbol, timeframe, before, limit }) => ({
      rows: (engine.venues.market(venueId, symbol) ?? engine.market(symbol)).candles(
        timeframe,
        limit,
        before,
      ),
    }),
  }
}

export const createReplies = (engine: FakeEngine): PreloadApi['ask'] => {
  const table = handlers(engine)
  return async <N extends RequestName>(name: N, input: RequestInput<N>): Promise<Reply<RequestOutput<N>>> => {
    const answer = table[name](input)
    if (answer instanceof Refusal) {
      const fields = answer.fields === undefined ? {} : { fields: answer.fields }
      return { ok: false, error: { code: answer.code, message: answer.message, ...fields } }
    }
    return { ok: true, data: answer }
  }
}

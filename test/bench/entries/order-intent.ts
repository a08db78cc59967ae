import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { uniqueIds } from '../../../src-main/adapters/ids/unique-ids.ts'
import type { DriverName } from '../../../src-main/adapters/store/driver.ts'
import { noCash } from '../../../src-main/domain/money/decimal.ts'
import { sentence } from '../../../src-main/domain/sentence.ts'
import { KeyWatch } from '../../../src-main/engine/accounts/key-watch.ts'
import { AlertDesk } from '../../../src-main/engine/alert-desk.ts'
import { Changes } from '../../../src-main/engine/changes.ts'
import { Journal } from '../../../src-main/engine/journal.ts'
import { Lane } from '../../../src-main/engine/lane.ts'
import { FillDesk } from '../../../src-main/engine/orders/fill-desk.ts'
import { OrderDesk } from '../../../src-main/engine/orders/order-desk.ts'
import type { NewDecision, Store } from '../../../src-main/engine/ports/store.ts'
import { AccountBook } from '../../../src-main/engine/state/account-book.ts'
import { Books, type VenueState } from '../../../src-main/engine/state/books.ts'
import { Roster } from '../../../src-main/engine/state/roster.ts'
import { wantedOrder } from '../../support/orders.ts'
import { sampleAccount, sampleBot, sampleMarket } from '../../support/store/samples.ts'
import { openBareTable } from '../support/bare-table.ts'
import { inBenchFolder } from '../support/bench-folder.ts'
import type { Entry } from '../support/entry.ts'
import { interleave, timed } from '../support/interleave.ts'
import { openStore } from '../support/open-store.ts'
import type { Measurement } from '../support/report.ts'
import { silentExchange } from '../support/silent-exchange.ts'
import { silentLog } from '../support/silent-log.ts'

const rounds = 2_000
const warmUp = 200

/** A decision as the demo's bots write it. */
const decisionOn = (orderId: string): NewDecision => ({
  botId: sampleBot.id,
  symbol: 'BTC/USDT',
  action: 'entered',
  reason: sentence('decision.all-conditions-passed', { passed: 2, total: 2 }),
  confidence: 100,
  conditions: [
    {
      code: 'ema-cross.crossed-up',
      facts: { fast: 9, slow: 21 },
      value: 50_367.19,
      sign: '>',
      need: 49_297.95,
      passed: true,
    },
    {
      code: 'ema-cross.close-above-slow',
      facts: { slow: 21 },
      value: 50_367.1,
      sign: '>',
      need: 49_297.9,
      passed: true,
    },
  ],
  price: 50_367.19,
  marketTime: 1_760_000_100_000,
  seenAt: Date.now(),
  orderId,
})

const tradingVenue: VenueState = {
  info: {
    id: sampleAccount.venueId,
    name: 'Bench',
    kind: 'replay',
    exchangeId: null,
    speed: 1,
    markets: [sampleMarket],
  },
  state: 'live',
  pairs: new Map(),
  marketTime: null,
  lastTickAt: null,
  health: null,
}

/** The order desk over a real store; returns the milliseconds until one order is sent. */
const orderDeskOn = (store: Store): (() => Promise<number>) => {
  store.transaction(() => {
    store.accounts.insert(sampleAccount)
    store.bots.save(sampleBot)
  })
  const [clock, ids, log] = [systemClock, uniqueIds(Date.now(), 'bench'), silentLog()]
  const [books, roster, changes] = [new Books(), new Roster(), new Changes(log)]
  books.accounts.set(sampleAccount.id, {
    book: new AccountBook(sampleAccount),
    exchange: {
      ...silentExchange,
      submit: (order) => {
        onSent()
        return silentExchange.submit(order)
      },
    },
    key: null,
    state: { kind: 'open', since: 0 },
    close: () => {},
  })
  books.venues.set(sampleAccount.venueId, tradingVenue)
  let onSent = () => {}
  const journal = new Journal(store, clock)
  const alerts = new AlertDesk({ store, clock, ids, changes, roster })
  const fees = { inQuote: (_order: unknown, { quote }: { readonly quote: string }) => noCash(quote) }
  const fills = new FillDesk({ books, roster, store, journal, alerts, changes, fees })
  const lane = new Lane(log, (error) => {
    throw error
  })
  const desk = new OrderDesk({
    ...{ lane, books, store, clock, log, journal, alerts, changes, fills },
    keys: new KeyWatch({ books, clock, journal, alerts, changes }),
    botName: (id) => id,
    onPending: () => {},
  })
  return () => {
    const order = wantedOrder({
      clientOrderId: ids.next('order'),
      positionId: ids.next('position'),
      botId: sampleBot.id,
      accountId: sampleAccount.id,
    })
    const startedAt = performance.now()
    return new Promise<number>((resolve) => {
      onSent = () => resolve(performance.now() - startedAt)
      desk.place(order, () => store.decisions.insert(decisionOn(order.clientOrderId)))
    }).finally(() => books.orders.clear())
  }
}

const measure = (name: string, driver: DriverName): Promise<Measurement> =>
  inBenchFolder(async (folder) => {
    const data = openStore(folder, driver)
    const bare = openBareTable(folder, driver)
    try {
      const place = orderDeskOn(data.store)
      const [samples = [], bareSamples = []] = await interleave([place, () => timed(bare.insert)], {
        rounds,
        warmUp,
      })
      const written = data.store.orders.count()
      if (written !== rounds + warmUp) throw new Error(`${written} of ${rounds + warmUp} orders were written`)
      const baselines = [{ name: `one bare row, ${driver}, synchronous=FULL`, samples: bareSamples }]
      return { name, unit: 'ms', samples, baselines }
    } finally {
      bare.close()
      data.close()
    }
  })

/** What stands between a decision and the exchange: the intent on disk. */
export const orderIntent: Entry = {
  names: ['store.order-intent', 'store.order-intent.libsql'],
  async run(say) {
    say(
      'store.order-intent: from OrderDesk.place (order, transition, journal, decision) to the exchange, on disk by then',
    )
    return [
      await measure('store.order-intent', 'better-sqlite3'),
      await measure('store.order-intent.libsql', 'libsql'),
    ]
  },
}

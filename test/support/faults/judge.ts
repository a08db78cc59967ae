import { cashText } from '../../../src-main/domain/money/decimal.ts'
import { stateOf } from '../../../src-main/domain/orders/order.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import type { Store } from '../../../src-main/engine/ports/store.ts'
import { type Units, units, unitsText } from '../exchange-simulator/units.ts'
import { accountId, startBalances, symbols } from './pairs.ts'
import type { VenueOrder } from './venue-books.ts'
import type { World } from './world.ts'

export const faultKinds = [
  'duplicate orders',
  'orphan orders',
  'position mismatches',
  'lost fills',
  'balance errors',
  'entries in doubt',
  'unexplained orders',
  'unsettled books',
  'unprotected positions',
] as const
export type FaultKind = (typeof faultKinds)[number]

export interface Finding {
  readonly kind: FaultKind
  readonly text: string
}

type Note = (kind: FaultKind, text: string) => void

/**
 * Compares what the app believes with the exchange's own books, which nothing of the app has written, once all faults
 * have ended and the app has had time to reconcile.
 */
export const judge = (world: World, engine: Engine, store: Store): readonly Finding[] => {
  const findings: Finding[] = []
  const note: Note = (kind, text) => findings.push({ kind, text })
  judgeOrders(world, store, note)
  judgeFills(world, store, note)
  judgePositions(world, engine, store, note)
  judgeBalances(world, engine, note)
  judgeReasons(world, store, note)
  judgeRest(world, engine, note)
  judgeStops(world, engine, note)
  for (const text of world.watch.found) note('entries in doubt', text)
  return findings
}

const judgeOrders = ({ books }: World, store: Store, note: Note): void => {
  const seen = new Map<string, number>()
  for (const { clientId } of books.orders) seen.set(clientId, (seen.get(clientId) ?? 0) + 1)
  for (const [clientId, count] of seen) {
    if (count > 1) note('duplicate orders', `${clientId} is ${count} orders at the exchange`)
    if (store.orders.byId(clientId) === null) note('orphan orders', `${clientId} is not in our books`)
  }
  for (const order of books.orders) judgeState(order, store, note)
}

const judgeState = (order: VenueOrder, store: Store, note: Note): void => {
  const ours = store.orders.byId(order.clientId)
  if (ours === null || order.status === 'open') return
  const state = stateOf(ours)
  if (state !== order.status) note('unsettled books', `${order.clientId} is ${order.status}, not ${state}`)
}

const judgeFills = ({ books }: World, store: Store, note: Note): void => {
  const ours = new Map(store.fills.ofAccount(accountId).map(({ fill }) => [fill.tradeId, fill]))
  for (const order of books.orders) {
    for (const fill of order.fills) {
      const known = ours.get(fill.id)
      ours.delete(fill.id)
      if (known === undefined) note('lost fills', `${fill.id} of ${order.clientId} is not in our books`)
      else if (
        units(known.quantity.toString()) !== fill.amount ||
        units(known.price.toString()) !== fill.price ||
        units(known.fee.amount.toString()) !== fill.fee ||
        known.fee.currency !== fill.feeCurrency
      )
        note('lost fills', `${fill.id} of ${order.clientId} is booked with other figures`)
    }
  }
  // What is moved to the dust ledger and back is booked as a fill that no exchange knows.
  for (const id of [...ours.keys()].filter((each) => !each.startsWith('moved-')))
    note('lost fills', `${id} is in our books and not at the exchange`)
}

const judgePositions = ({ books }: World, engine: Engine, store: Store, note: Note): void => {
  for (const symbol of symbols) {
    const base = symbol.split('/')[0] ?? ''
    const dust = store.dust.of(accountId, symbol)?.quantity.toString() ?? '0'
    const theirs = books.balance(base) - units(startBalances[base] ?? '0') - units(dust)
    const sides = [
      ['on disk', store.positions.open()],
      ['in memory', [...engine.books.positions.values()]],
    ] as const
    for (const [where, positions] of sides) {
      const held = positions
        .filter((position) => position.symbol === symbol)
        .reduce((sum, { quantity }) => sum + units(quantity.toString()), 0n)
      if (held !== theirs) note('position mismatches', `${base}: ${differing(held, theirs)} ${where}`)
    }
  }
}

const judgeBalances = ({ books }: World, engine: Engine, note: Note): void => {
  const { book } = engine.books.account(accountId)
  for (const asset of new Set([...books.balances.keys(), ...Object.keys(startBalances)])) {
    const held = units(cashText(book.holding(asset)))
    if (held !== books.balance(asset))
      note('balance errors', `${asset}: ${differing(held, books.balance(asset))}`)
  }
}

const differing = (ours: Units, theirs: Units): string => `${unitsText(ours)}, not ${unitsText(theirs)}`

/** From the journal and the decisions alone it must be told why each order was sent and what became of it. */
const judgeReasons = ({ books }: World, store: Store, note: Note): void => {
  const page = { limit: 100_000, before: null }
  const journal = store.journal.page(page, null)
  const decided = new Set(
    store.bots.all().flatMap(({ id }) => store.decisions.page(id, page).map(({ orderId }) => orderId)),
  )
  for (const { clientId, fills, status } of books.orders) {
    const ours = store.orders.byId(clientId)
    if (ours === null) continue
    const told = journal.filter(({ orderId }) => orderId === clientId).map(({ event }) => event)
    const missing = (what: string) => note('unexplained orders', `${clientId}: ${what}`)
    if (!decided.has(clientId) && !(ours.purpose !== 'entry' && ours.reason.code.startsWith('order.')))
      missing('nobody decided it')
    if (!told.includes('order.submitting')) missing('its intent is not journalled')
    if (told.filter((event) => event === 'order.fill').length !== fills.length)
      missing(`${fills.length} fills are not journalled one by one`)
    if (status !== 'open' && !told.includes(`order.${status}`)) missing(`that it was ${status} is not told`)
  }
}

const judgeRest = (world: World, { books }: Engine, note: Note): void => {
  if (books.blocked !== null) note('unsettled books', `trading is blocked: ${books.blocked.message}`)
  for (const [id] of books.mismatches) note('unsettled books', `the books of ${id} are held to be wrong`)
  for (const id of books.asking) note('unsettled books', `${id} is still being asked about`)
  for (const id of books.unconfirmed) note('unsettled books', `${id} was never compared`)
  for (const { order } of books.orders.values())
    if (world.books.newest(order.clientOrderId)?.status !== 'open')
      note('unsettled books', `${order.clientOrderId} is left ${stateOf(order)}`)
}

/** Every position of a bot with a stop loss has its stop here, and at an exchange that has stops an order there. */
const judgeStops = (world: World, { books, roster, stops }: Engine, note: Note): void => {
  const bare = [...books.positions.values()].filter(({ id, botId }) => {
    const wanted = roster.get(botId)?.bot.settings.limits.stopLoss !== '0'
    return wanted && (stops.of(id)?.stop ?? null) === null
  })
  for (const { id, symbol } of bare) note('unprotected positions', `${id} on ${symbol} has lost its stop`)
  const isDue =
    world.schedule.rules.hasStops && world.schedule.bots.every(({ limits }) => limits.stopLoss !== '0')
  if (!isDue) return
  for (const text of world.protection.found) note('unprotected positions', text)
  for (const symbol of world.protection.uncovered())
    note('unprotected positions', `no order at the exchange protects ${symbol}`)
}

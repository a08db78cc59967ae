import { z } from 'zod'
import { alertView } from './alert-view.ts'
import { botFormView, botSettings } from './bot-settings.ts'
import { closeBehaviours, exitKinds } from './codes.ts'
import { snapshot, topic } from './feed.ts'
import { keyRequests } from './key-requests.ts'
import { liveProposal } from './live-views.ts'
import { notificationSettings } from './notification-settings.ts'
import { reconciliationRequests } from './reconciliation-views.ts'
import { riskRequests } from './risk-views.ts'
import { epochMs, identifier, language, mode, sentence, symbol, theme, timeframe } from './values.ts'
import { venuePlace } from './venue-place.ts'
import { seriesCoverage } from './venue-views.ts'
import { appSettings, appView, decisionView, fillView, journalView, tradeView } from './views.ts'

const nothing = z.strictObject({})
const done = z.object({})
const byId = z.strictObject({ id: identifier })
const page = { limit: z.number().int().min(1).max(500), before: z.number().int().nullable() }

export const links = ['tradingview', 'risks', 'licences'] as const

/** Accounts besides its own that a live bot may enter through. */
const otherAccounts = z.array(identifier).max(20)

/** Every question the window may ask: name → schema of the question and of its answer. */
export const requests = {
  'app.info': { input: nothing, output: appView },
  /** Replaces the window's whole topic list and answers with the state of all of it. */
  watch: { input: z.strictObject({ topics: z.array(topic).max(40) }), output: snapshot },
  'settings.update': {
    input: z.strictObject({
      language: z.union([language, z.literal('system')]).optional(),
      theme: theme.optional(),
      checklistDismissed: z.boolean().optional(),
      notifications: notificationSettings.optional(),
      killPaperToo: z.boolean().optional(),
      closeBehaviour: z.enum(closeBehaviours).optional(),
      watchlist: z
        .array(z.strictObject({ venueId: identifier, symbol }))
        .max(200)
        .optional(),
    }),
    output: appSettings,
  },
  /** Adds an exchange for paper trading at its prices. */
  'venues.connect': {
    input: venuePlace,
    output: z.object({ id: identifier }),
  },
  /** Only while no bot is on it; its history stays. */
  'venues.disconnect': { input: byId, output: done },
  /** What is held of the series that are worked on there. */
  'venues.coverage': { input: byId, output: z.object({ series: z.array(seriesCoverage) }) },
  ...keyRequests,
  'demo.start': { input: nothing, output: z.object({ botIds: z.array(identifier) }) },
  'bots.form': { input: nothing, output: botFormView },
  'bots.settings': { input: byId, output: botSettings },
  'bots.create': {
    input: z.strictObject({ settings: botSettings, start: z.boolean() }),
    output: z.object({ id: identifier }),
  },
  /** A running bot takes new settings at once; its open position stays. */
  'bots.update': { input: z.strictObject({ id: identifier, settings: botSettings }), output: done },
  /** From stopped: starts. From entries-paused: resumes entries. */
  'bots.start': { input: byId, output: done },
  'bots.pauseEntries': { input: byId, output: done },
  'bots.pauseAllEntries': { input: z.strictObject({ mode }), output: z.object({ paused: z.number().int() }) },
  'bots.stop': {
    input: z.strictObject({
      id: identifier,
      positions: z.enum(['keep', 'close']),
      /** The word that `killCloseWord` names, where real positions are closed. */
      confirmation: z.string().max(100).optional(),
    }),
    output: done,
  },
  'bots.delete': { input: byId, output: done },
  'positions.close': { input: byId, output: done },
  'orders.cancel': { input: byId, output: done },
  'decisions.list': {
    input: z.strictObject({ botId: identifier, ...page }),
    output: z.object({ decisions: z.array(decisionView), total: z.number().int() }),
  },
  'history.trades': {
    input: z.strictObject({ ...page, botId: identifier.nullable() }),
    output: z.object({
      trades: z.array(tradeView.extend({ row: z.number().int() })),
      total: z.number().int(),
    }),
  },
  /** How many closed trades each kind of exit ended, most first. */
  'history.exits': {
    input: z.strictObject({ botId: identifier.nullable() }),
    output: z.object({ exits: z.array(z.object({ kind: z.enum(exitKinds), count: z.number().int() })) }),
  },
  /** Newest first; of one order its whole trace instead, oldest first. */
  'history.journal': {
    input: z.strictObject({ ...page, botId: identifier.nullable(), orderId: identifier.optional() }),
    output: z.object({ entries: z.array(journalView), total: z.number().int() }),
  },
  /** Fills of one symbol since a time, for the marks on a chart. */
  'fills.list': {
    input: z.strictObject({ botId: identifier.nullable(), symbol, since: epochMs }),
    output: z.object({ fills: z.array(fillView) }),
  },
  /** Newest first. "open": what lasts still. */
  'alerts.list': {
    input: z.strictObject({ ...page, filter: z.enum(['all', 'new', 'open']) }),
    output: z.object({
      alerts: z.array(alertView.extend({ row: z.number().int() })),
      total: z.number().int(),
    }),
  },
  'alerts.allSeen': { input: nothing, output: done },
  'alerts.seen': { input: z.strictObject({ ids: z.array(identifier).max(500) }), output: done },
  ...reconciliationRequests,
  ...riskRequests,
  /** Halts live entries, and paper's where they are ticked or where nothing is live; answers what it halted. */
  'kill.engage': {
    input: z.strictObject({ source: z.enum(['window', 'shortcut']) }),
    output: z.object({ latchedInMs: z.number(), modes: z.array(mode) }),
  },
  /** Wishes that are kept until they are done: the result of each order comes on the topic "kill". */
  'kill.cancelOrders': { input: z.strictObject({ mode }), output: done },
  /** Begins the press that closes all positions once it has lasted. */
  'kill.hold': { input: nothing, output: z.object({ press: identifier }) },
  /** Either a press that has lasted `killHoldMs` by main's clock, or the word that `killCloseWord` names. */
  'kill.closePositions': {
    input: z.strictObject({
      mode,
      press: identifier.nullable(),
      confirmation: z.string().max(100).nullable(),
    }),
    output: done,
  },
  'kill.retry': { input: z.strictObject({ id: z.string().min(1).max(100) }), output: done },
  /** `confirmation` must be the word that `killSwitchWord` names for the language. */
  'kill.lift': {
    input: z.strictObject({ mode, reason: z.string().max(500), confirmation: z.string().max(100) }),
    output: done,
  },
  /** Main asks the user itself; answers whether live trading is on then. */
  'live.turnOn': { input: nothing, output: z.object({ isOn: z.boolean() }) },
  /** Entries of live bots stop at once. */
  'live.turnOff': { input: nothing, output: done },
  /** Asks main to put the question whether a clone of the paper bot may trade real money. */
  'live.propose': {
    input: z.strictObject({
      botId: identifier,
      settings: botSettings,
      accountId: identifier,
      alsoThrough: otherAccounts,
      quarterFirst: z.boolean(),
      resumes: z.boolean(),
    }),
    output: liveProposal,
  },
  /** The same for a live bot that is stopped or paused. */
  'live.proposeStart': {
    input: z.strictObject({ id: identifier, alsoThrough: otherAccounts }),
    output: liveProposal,
  },
  /** The same for a live bot that trades and shall have other settings. */
  'live.proposeEdit': {
    input: z.strictObject({ id: identifier, settings: botSettings }),
    output: liveProposal,
  },
  /** Sends back what was typed; the bot starts when main's countdown ends, or was changed at once: null. */
  'live.confirm': {
    input: z.strictObject({ id: identifier, typed: z.string().max(300) }),
    output: z.object({ startsAt: epochMs.nullable() }),
  },
  /** Cancels the countdown. */
  'live.cancel': { input: nothing, output: done },
  'recovery.info': {
    input: nothing,
    output: z.object({
      problem: sentence.nullable(),
      backups: z.array(z.object({ file: z.string(), at: epochMs, bytes: z.number().int() })),
    }),
  },
  'recovery.restore': { input: z.strictObject({ file: z.string().max(300) }), output: done },
  'recovery.openFolder': { input: nothing, output: done },
  'links.open': { input: z.strictObject({ link: z.enum(links) }), output: done },
  'candles.earlier': {
    input: z.strictObject({
      venueId: identifier,
      symbol,
      timeframe,
      before: epochMs,
      limit: z.number().int().min(1).max(1000),
    }),
    output: z.object({
      rows: z.array(z.tuple([epochMs, z.number(), z.number(), z.number(), z.number(), z.number()])),
    }),
  },
} as const

export type Requests = typeof requests
export type RequestName = keyof Requests
export type RequestInput<N extends RequestName> = z.input<Requests[N]['input']>
export type RequestOutput<N extends RequestName> = z.output<Requests[N]['output']>

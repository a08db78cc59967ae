import type { FeedMessage } from '../../../src-preload/contract/feed.ts'
import { type RequestName, requests } from '../../../src-preload/contract/requests.ts'
import type { Sentence } from '../../../src-preload/contract/values.ts'
import type { AppView, EngineView } from '../../../src-preload/contract/views.ts'
import { listBackups } from '../../adapters/store/backups.ts'
import type { SettingsDesk } from '../app-settings.ts'
import { processFacts } from '../process-facts.ts'
import { type Handlers, Refusal } from './ask-server.ts'

interface BlockedParts {
  readonly problem: Sentence
  readonly folder: string
  readonly info: () => AppView
  readonly settings: SettingsDesk
  readonly startedAt: number
  /** Puts the backup in place and opens it; throws a Refusal when that fails. */
  readonly restore: (file: string) => Promise<void>
  readonly openDataFolder: () => Promise<void>
  readonly send: (message: FeedMessage) => void
}

const blockedEngine = (problem: Sentence, startedAt: number): EngineView => ({
  state: 'blocked',
  blockedBy: problem,
  venues: [],
  kill: [],
  accounts: [],
  hasLiveAccount: false,
  live: { isOn: false, accounts: [], isTrading: false, arming: null, refused: null },
  money: [],
  runningBots: 0,
  databaseBytes: 0,
  ...processFacts(),
  startedAt,
})

/** What the window can ask while the database cannot be used: nothing about trading, everything about repair. */
export const blockedHandlers = (parts: BlockedParts): Handlers => {
  const refuse = () => {
    throw new Refusal('TRADING_BLOCKED', 'the database cannot be used; nothing was started')
  }
  let seq = 0
  const names = Object.keys(requests) as RequestName[]
  // Every request of the contract has an answer here too: the one given below, or the refusal.
  const refusing = Object.fromEntries(names.map((name) => [name, refuse])) as unknown as Handlers
  return {
    ...refusing,
    'app.info': () => parts.info(),
    watch: () => ({
      seq,
      at: Date.now(),
      bodies: [
        { kind: 'engine', engine: blockedEngine(parts.problem, parts.startedAt) },
        { kind: 'settings', settings: parts.settings.read() },
        { kind: 'alerts', alerts: [] },
      ],
    }),
    'settings.update': (change) => {
      const settings = parts.settings.update(change)
      seq += 1
      parts.send({ seq, at: Date.now(), body: { kind: 'settings', settings } })
      return settings
    },
    'recovery.info': () => ({
      problem: parts.problem,
      backups: listBackups(parts.folder).map(({ file, time, sizeBytes }) => ({
        file,
        at: time,
        bytes: sizeBytes,
      })),
    }),
    'recovery.restore': async ({ file }) => {
      await parts.restore(file)
      return {}
    },
    'recovery.openFolder': async () => {
      await parts.openDataFolder()
      return {}
    },
  }
}

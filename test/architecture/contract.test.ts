import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { dialects } from '../../src-main/adapters/exchanges/ccxt/dialects.ts'
import { demoMarkets } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { checkBotSettings } from '../../src-main/domain/bots/check-bot-settings.ts'
import { profiles } from '../../src-main/domain/bots/profiles.ts'
import { timeframeMs } from '../../src-main/domain/market/timeframe.ts'
import { legalMoves } from '../../src-main/domain/orders/order.ts'
import { policies } from '../../src-main/domain/risk/breaker.ts'
import { accountLimits, modeLimits, riskLimits } from '../../src-main/domain/risk/limits.ts'
import { strategies } from '../../src-main/domain/strategies/catalogue.ts'
import { createHandlers, type HandlerParts } from '../../src-main/shell/ipc/handlers.ts'
import { presets } from '../../src-main/shell/presets.ts'
import { botSettings, strategyView } from '../../src-preload/contract/bot-settings.ts'
import {
  breakerRules,
  conditionCodes,
  exitKinds,
  fieldErrorCodes,
  parameterKeys,
  profileIds,
  rejectionCodes,
  sentenceCodes,
  strategyIds,
} from '../../src-preload/contract/codes.ts'
import { credentialsOf, networks, testedExchangeIds } from '../../src-preload/contract/exchanges.ts'
import { feedBody, type Topic, topic } from '../../src-preload/contract/feed.ts'
import {
  accountClosures,
  accountView,
  keychainProblems,
  keyReport,
} from '../../src-preload/contract/key-views.ts'
import { killStepNames, killWishStates } from '../../src-preload/contract/kill-views.ts'
import { errorCodes } from '../../src-preload/contract/replies.ts'
import { requests } from '../../src-preload/contract/requests.ts'
import { botStates, modes, orderStates, sides, timeframes } from '../../src-preload/contract/values.ts'
import { decisionView, engineView } from '../../src-preload/contract/views.ts'
import { ccxtClass } from '../support/ccxt-class.ts'
import { listOfType, literalsGivenTo, literalsLike } from './support/literals.ts'
import { readSources } from './support/source-files.ts'

const main = readSources('src-main')
const sorted = (all: Iterable<string>) => [...new Set(all)].sort()
const domain = 'src-main/domain'

describe('the closed lists of engine and contract are the same', () => {
  test.each([
    ['order states', orderStates, Object.keys(legalMoves)],
    ['order states by type', orderStates, listOfType(`${domain}/orders/order.ts`, 'OrderState')],
    ['rejection codes', rejectionCodes, listOfType(`${domain}/orders/order.ts`, 'RejectionCode')],
    ['breaker rules', breakerRules, Object.keys(policies)],
    ['sides', sides, listOfType(`${domain}/orders/order.ts`, 'Side')],
    ['modes', modes, listOfType(`${domain}/orders/order.ts`, 'Mode')],
    ['kill steps', killStepNames, listOfType('src-main/engine/ports/kill-store.ts', 'KillStepName')],
    ['kill wishes', killWishStates, listOfType('src-main/engine/ports/kill-store.ts', 'KillWishState')],
    ['networks', networks, listOfType('src-main/engine/ports/venue.ts', 'Network')],
    ['tested exchanges', testedExchangeIds, Object.keys(dialects)],
    ['timeframes', timeframes, Object.keys(timeframeMs)],
    ['condition codes', conditionCodes, listOfType(`${domain}/strategies/strategy.ts`, 'ConditionCode')],
    ['field error codes', fieldErrorCodes, listOfType(`${domain}/parameters.ts`, 'FieldError')],
    // The last is what stands against the entries of a bot that runs: no state of its own.
    ['bot states', botStates, [...listOfType('src-main/engine/state/roster.ts', 'BotState'), 'halted']],
    [
      'decision actions',
      decisionView.shape.action.options,
      listOfType('src-main/engine/ports/store.ts', 'DecisionAction'),
    ],
    [
      'keychain problems',
      keychainProblems,
      listOfType('src-main/engine/ports/secrets.ts', 'KeychainProblem'),
    ],
    [
      'closures of accounts',
      accountClosures,
      listOfType('src-main/engine/state/account-state.ts', 'AccountClosure'),
    ],
    ['exit kinds', exitKinds, listOfType(`${domain}/positions/exit-kind.ts`, 'ExitKind')],
    ['profiles', profileIds, profiles.map((profile) => profile.id)],
    ['strategies', strategyIds, strategies.map((strategy) => strategy.id)],
    [
      'parameters',
      parameterKeys,
      [
        ...strategies.flatMap((strategy) => strategy.parameters),
        ...[...riskLimits, ...accountLimits, ...modeLimits],
      ].map(({ key }) => key),
    ],
  ])('%s', (_, inContract, inEngine) => {
    expect(sorted(inEngine)).toEqual(sorted(inContract))
  })
})

describe('whatever the engine says, the window has words for', () => {
  test('sentences', () => {
    const said = main.flatMap((file) => [
      ...literalsGivenTo(file, 'sentence', 'code').filter((code) => code.includes('.')),
      ...literalsLike(file, /^(decision|alert|blocked)\.[a-z-]+$/),
    ])
    expect(said.length).toBeGreaterThan(30)
    const known: ReadonlySet<string> = new Set([...sentenceCodes, ...conditionCodes])
    expect(sorted(said).filter((code) => !known.has(code))).toEqual([])
  })

  test('refusals of keys', () => {
    const said = listOfType('src-main/engine/accounts/key-desk.ts', 'KeyRefusal')
    const problems: readonly string[] = keychainProblems
    const known: ReadonlySet<string> = new Set([...errorCodes, ...problems])
    expect(said.length).toBeGreaterThan(8)
    expect(said.filter((code) => !known.has(code))).toEqual([])
  })

  test('refusals of bots', () => {
    const said = listOfType('src-main/engine/bots/bot-desk.ts', 'BotRefusal')
    const known: ReadonlySet<string> = new Set(errorCodes)
    expect(said.filter((code) => !known.has(code))).toEqual([])
  })
})

describe('every request', () => {
  test('has a handler, and no handler is without a request', () => {
    const handlers = createHandlers({} as HandlerParts)
    expect(sorted(Object.keys(handlers))).toEqual(sorted(Object.keys(requests)))
  })

  test('refuses fields that it does not know', () => {
    for (const [name, { input }] of Object.entries(requests)) {
      const issues = input.safeParse({ stranger: 1 }).error?.issues ?? []
      expect(
        issues.some((issue) => issue.code === 'unrecognized_keys'),
        name,
      ).toBe(true)
    }
  })

  test('bounds every text and every list that it takes', () => {
    const long = 'x'.repeat(10_000)
    const unbounded = Object.entries(requests).flatMap(([name, { input }]) =>
      Object.entries(input.shape as Record<string, z.ZodType>)
        .filter(
          ([, field]) => field.safeParse(long).success || field.safeParse(Array(10_000).fill('x')).success,
        )
        .map(([field]) => `${name} ${field}`),
    )
    expect(unbounded).toEqual([])
  })
})

test.each(testedExchangeIds)('the fields of a key of %s are what the library wants', async (id) => {
  const exchangeClass = await ccxtClass(id)
  const { requiredCredentials } = new exchangeClass({}) as unknown as {
    requiredCredentials: Readonly<Record<string, boolean>>
  }
  const wanted = Object.keys(requiredCredentials).filter((field) => requiredCredentials[field] === true)
  expect(sorted(credentialsOf(id))).toEqual(sorted(wanted))
})

describe('connecting an exchange', () => {
  const asked = { exchangeId: 'okx', restUrl: null, wsUrl: null }
  test('takes each of its networks and refuses others', () => {
    const networksTaken = networks.filter(
      (network) => requests['venues.connect'].input.safeParse({ ...asked, network }).success,
    )
    expect(networksTaken).toEqual(['live', 'demo'])
  })

  test('takes one that is not tested at its usual addresses, and at no others', () => {
    const other = { ...asked, exchangeId: 'kraken', network: 'live' }
    expect(requests['venues.connect'].input.safeParse(other).success).toBe(true)
    const elsewhere = { ...other, restUrl: 'https://127.0.0.1' }
    expect(requests['venues.connect'].input.safeParse(elsewhere).success).toBe(false)
    const nobody = { ...other, exchangeId: 'nobody' }
    expect(requests['venues.connect'].input.safeParse(nobody).success).toBe(false)
  })
})

describe('the feed', () => {
  test('has a body for every topic', () => {
    const topics = topic.options.map((option) => option.shape.topic.value) as readonly Topic['topic'][]
    const kinds: readonly string[] = feedBody.options.map((option) => option.shape.kind.value)
    expect(topics.filter((name) => !kinds.includes(name))).toEqual([])
  })

  test('carries nothing that could be a secret', () => {
    const shapes = [engineView, botSettings, accountView, keyReport]
    const fields = shapes.flatMap(({ shape }) => Object.keys(shape))
    expect(fields.filter((name) => /secret|key$|password|token/i.test(name))).toEqual([])
  })
})

describe('forms', () => {
  test('show every strategy as the contract describes it', () => {
    for (const { id, parameters } of strategies) expect(strategyView.parse({ id, parameters })).toBeTruthy()
  })

  test.each(presets.map((preset) => [preset.id, preset.settings] as const))(
    'preset %s is valid',
    (_, settings) => {
      expect(botSettings.parse(settings)).toEqual(settings)
      expect(checkBotSettings(settings, demoMarkets)).toEqual([])
    },
  )

  test('no two presets share an id or a name', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length)
    expect(new Set(presets.map(({ settings }) => settings.name)).size).toBe(presets.length)
  })
})

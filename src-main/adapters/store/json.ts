import type { BotSettings } from '../../domain/bots/bot.ts'
import type { LiveTerms } from '../../domain/live/live-terms.ts'
import { isTimeframe } from '../../domain/market/timeframe.ts'
import { type Cash, cash, cashText } from '../../domain/money/decimal.ts'
import { defaultsOf, type ParameterValues } from '../../domain/parameters.ts'
import { riskLimits } from '../../domain/risk/limits.ts'
import type { Target } from '../../domain/risk/stop.ts'
import type { Facts, Sentence } from '../../domain/sentence.ts'
import type { Condition, ConditionCode } from '../../domain/strategies/strategy.ts'
import type { KeyPermissions } from '../../engine/ports/live-accounts.ts'
import type { KeyFacts } from '../../engine/ports/store.ts'

type Fields = Readonly<Record<string, unknown>>

/** JSON has no NaN and no infinity and would write null, which no fact can be. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? String(part) : part,
  )

const fieldsOf = (value: unknown): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('not an object')
  return value as Fields
}
const listOf = <T>(value: unknown, parse: (item: unknown) => T): readonly T[] => {
  if (!Array.isArray(value)) throw new TypeError('not a list')
  return value.map(parse)
}
const textOf = (value: unknown): string => {
  if (typeof value !== 'string') throw new TypeError('not a text')
  return value
}

const flagOf = (value: unknown): boolean => {
  if (typeof value !== 'boolean') throw new TypeError('neither true nor false')
  return value
}

export const parseTexts = (value: unknown): readonly string[] => listOf(value, textOf)

export const parseFacts = (value: unknown): Facts => {
  const fields = fieldsOf(value)
  for (const [key, fact] of Object.entries(fields)) {
    if (typeof fact !== 'string' && typeof fact !== 'number') throw new TypeError(`"${key}" is no fact`)
  }
  return fields as Facts
}

const withFacts = (fields: Fields): { readonly facts?: Facts } =>
  fields.facts === undefined ? {} : { facts: parseFacts(fields.facts) }

export const parseSentence = (value: unknown): Sentence => {
  const fields = fieldsOf(value)
  return { code: textOf(fields.code), ...withFacts(fields) }
}

const parseCondition = (value: unknown): Condition => {
  const fields = fieldsOf(value)
  const measured = typeof fields.need === 'string' ? measuredInWords(fields) : measuredOf(fields)
  return {
    code: textOf(fields.code) as ConditionCode,
    ...withFacts(fields),
    ...measured,
    passed: flagOf(fields.passed),
  }
}

type Measured = Pick<Condition, 'value' | 'sign' | 'need'>

const signs: ReadonlySet<unknown> = new Set(['>', '<', '≤', '=', '≠'])

const measuredOf = ({ value, sign, need }: Fields): Measured => {
  if (value !== null && typeof value !== 'number') throw new TypeError('"value" is no number')
  if (!signs.has(sign)) throw new TypeError('"sign" is none')
  if (typeof need !== 'number') throw new TypeError('"need" is no number')
  return { value, sign: sign as Condition['sign'], need }
}

const arrows: Readonly<Record<string, number>> = { '↑': 1, '→': 0, '↓': -1 }

/** Earlier versions kept texts: "50367.19" and "> 49297.95", "0.3 %" and "≤ 1.5 %", "↓" and "≠ ↑", "–" for nothing. */
const measuredInWords = ({ value, need }: Fields): Measured => {
  const [, sign = '=', needed = ''] = /^(?:([><≤≠]) )?(.*)$/.exec(textOf(need)) ?? []
  return measuredOf({ value: numberInWords(textOf(value)), sign, need: numberInWords(needed) })
}

const numberInWords = (words: string): number | null => {
  if (words === '–') return null
  const arrow = arrows[words]
  if (arrow !== undefined) return arrow
  return words.endsWith(' %') ? Number(words.slice(0, -2)) / 100 : Number(words)
}
export const parseConditions = (value: unknown): readonly Condition[] => listOf(value, parseCondition)

const numberOf = (value: unknown): number => {
  if (typeof value !== 'number') throw new TypeError('not a number')
  return value
}
export const parseTargets = (value: unknown): readonly Target[] =>
  listOf(value, (item) => {
    const fields = fieldsOf(item)
    return { price: numberOf(fields.price), keep: numberOf(fields.keep) }
  })

export const parseLiveTerms = (value: unknown): LiveTerms => {
  const fields = fieldsOf(value)
  return {
    quarterFirst: flagOf(fields.quarterFirst),
    resumes: flagOf(fields.resumes),
    clonedFrom: textOf(fields.clonedFrom),
    // Earlier versions knew no other accounts.
    alsoThrough: fields.alsoThrough === undefined ? [] : parseTexts(fields.alsoThrough),
  }
}

export const parseValues = (value: unknown): ParameterValues =>
  Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, part]) => [key, textOf(part)]))

export const parseSettings = (value: unknown): BotSettings => {
  const fields = fieldsOf(value)
  const timeframe = textOf(fields.timeframe)
  if (!isTimeframe(timeframe)) throw new TypeError(`no such timeframe: "${timeframe}"`)
  return {
    name: textOf(fields.name),
    venueId: textOf(fields.venueId),
    symbols: parseTexts(fields.symbols),
    timeframe,
    strategyId: textOf(fields.strategyId),
    parameters: parseValues(fields.parameters),
    // A bot that was kept before a limit existed takes the usual one.
    limits: { ...defaultsOf(riskLimits), ...parseValues(fields.limits) },
  }
}

export const cashListToJson = (list: readonly Cash[]): string =>
  toJson(list.map((item) => ({ currency: item.currency, amount: cashText(item) })))
export const parseCashList = (value: unknown): readonly Cash[] =>
  listOf(value, (item) => {
    const fields = fieldsOf(item)
    return cash(textOf(fields.amount), textOf(fields.currency))
  })

const orNull = <T>(value: unknown, parse: (value: unknown) => T): T | null =>
  value === null ? null : parse(value)

const parsePermissions = (value: unknown): KeyPermissions => {
  const fields = fieldsOf(value)
  return {
    read: flagOf(fields.read),
    trade: flagOf(fields.trade),
    withdraw: flagOf(fields.withdraw),
    transfer: flagOf(fields.transfer),
    addressLimited: flagOf(fields.addressLimited),
  }
}

const parseAddresses = (value: unknown): NonNullable<KeyFacts['addresses']> => {
  const { restUrl, wsUrl } = fieldsOf(value)
  return { restUrl: orNull(restUrl, textOf), wsUrl: orNull(wsUrl, textOf) }
}

export const parseKeyFacts = (value: unknown): KeyFacts => {
  const fields = fieldsOf(value)
  return {
    lastFour: textOf(fields.lastFour),
    addedAt: numberOf(fields.addedAt),
    usedAt: orNull(fields.usedAt, numberOf),
    owner: orNull(fields.owner, textOf),
    permissions: orNull(fields.permissions, parsePermissions),
    ...(fields.addresses === undefined ? {} : { addresses: parseAddresses(fields.addresses) }),
  }
}

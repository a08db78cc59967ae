import { describe, expect, test } from 'vitest'
import {
  parseConditions,
  parseFacts,
  parseSentence,
  parseSettings,
} from '../../../src-main/adapters/store/json.ts'
import { RowReader, UnreadableRowError } from '../../../src-main/adapters/store/row-reader.ts'
import { sampleBot, sampleDecision } from '../../support/store/samples.ts'

const reader = new RowReader('things', {
  row: 7,
  word: 'abc',
  number: 1.5,
  nothing: null,
  price: '-1',
  json: '{"code":',
})

describe('a stored row', () => {
  test('reads what is there', () => {
    expect(reader.text('word')).toBe('abc')
    expect(reader.number('number')).toBe(1.5)
    expect([reader.textOrNull('nothing'), reader.numberOrNull('nothing')]).toEqual([null, null])
    expect([reader.textOrNull('word'), reader.numberOrNull('number')]).toEqual(['abc', 1.5])
    expect(reader.oneOf('word', { abc: true, def: true })).toBe('abc')
  })

  test.each<readonly [string, () => unknown]>([
    ['"number" is no text', () => reader.text('number')],
    ['"nothing" is no text', () => reader.text('nothing')],
    ['"word" is no number', () => reader.number('word')],
    ['"word" is no number', () => reader.numberOrNull('word')],
    ['"word" is no number', () => reader.flag('word')],
    ['"absent" is missing', () => reader.textOrNull('absent')],
    ['"word" has no such value: "abc"', () => reader.oneOf('word', { def: true })],
    ['"price" cannot be read: a price must be above zero', () => reader.price('price')],
    ['"word" cannot be read: not a decimal', () => reader.quantity('word')],
    ['"word" cannot be read: not a decimal', () => reader.cash('word', 'USDT')],
    ['"json" cannot be read', () => reader.json('json', (value) => value)],
  ])('that does not read says where and why: %s', (message, read) => {
    expect(read).toThrow(UnreadableRowError)
    expect(read).toThrow(`things, row 7: ${message}`)
  })

  test('an inherited name is no value of a list', () => {
    const row = new RowReader('things', { row: 1, word: 'toString' })
    expect(() => row.oneOf('word', { abc: true })).toThrow('no such value')
  })
})

describe('stored JSON', () => {
  const { settings } = sampleBot
  const [condition] = sampleDecision.conditions

  test('reads what was written, and drops what it does not know', () => {
    expect(parseSettings({ ...settings, unknown: 1 })).toEqual(settings)
    expect(parseConditions([condition])).toEqual([condition])
    expect(parseSentence({ code: 'a', facts: { b: 1 } })).toEqual({ code: 'a', facts: { b: 1 } })
    expect(parseSentence({ code: 'a' })).toEqual({ code: 'a' })
  })

  test('a limit that a bot was kept without is the usual one', () => {
    const { analysisSeconds, ...earlier } = settings.limits
    expect(parseSettings({ ...settings, limits: earlier }).limits).toMatchObject({ analysisSeconds: '5' })
  })

  test.each<readonly [string, () => unknown]>([
    ['no such timeframe', () => parseSettings({ ...settings, timeframe: '7m' })],
    ['not a list', () => parseSettings({ ...settings, symbols: 'BTC/USDT' })],
    ['not a text', () => parseSettings({ ...settings, parameters: { fast: 12 } })],
    ['not an object', () => parseSettings([])],
    ['not an object', () => parseSentence(null)],
    ['not a text', () => parseSentence({ facts: {} })],
    ['"a" is no fact', () => parseFacts({ a: null })],
    ['neither true nor false', () => parseConditions([{ ...condition, passed: 1 }])],
  ])('refuses: %s', (message, parse) => {
    expect(parse).toThrow(message)
  })
})

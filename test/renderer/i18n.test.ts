import { describe, expect, it } from 'vitest'
import * as codes from '../../src-preload/contract/codes.ts'
import { createI18n, languageOf } from '../../src-renderer/i18n/i18n.tsx'
import type { Message } from '../../src-renderer/i18n/message.ts'
import { type TextKey, tables } from '../../src-renderer/i18n/translate.ts'

const facts = (message: Message): string[] => {
  const text = typeof message === 'string' ? message : `${message.one} ${message.other}`
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort()
}
const keys = Object.keys(tables.en) as TextKey[]

describe('texts', () => {
  it('has the same keys in both languages and leaves none empty', () => {
    expect(Object.keys(tables['pt-BR']).sort()).toEqual([...keys].sort())
    for (const table of Object.values(tables)) {
      for (const [key, message] of Object.entries(table)) {
        const texts = typeof message === 'string' ? [message] : [message.one, message.other]
        expect(
          texts.every((text) => text.trim() !== ''),
          key,
        ).toBe(true)
      }
    }
  })

  it.each(keys)('uses the same facts in both languages: %s', (key) => {
    expect(facts(tables['pt-BR'][key])).toEqual(facts(tables.en[key]))
  })

  it('has a text for every code the engine can send', () => {
    const wanted = [
      ...codes.sentenceCodes.map((code) => `sentence.${code}`),
      ...codes.conditionCodes.map((code) => `condition.${code}`),
      ...codes.parameterKeys.map((code) => `parameter.${code}`),
      ...codes.fieldErrorCodes.map((code) => `fieldError.${code}`),
      ...codes.rejectionCodes.map((code) => `rejection.${code}`),
    ]
    expect(wanted.filter((key) => !(key in tables.en))).toEqual([])
  })
})

describe('wording', () => {
  const en = createI18n('en')
  const pt = createI18n('pt-BR')

  it('picks the plural form, also where a language has more than two', () => {
    expect(en.t('bots.count', { count: 1 })).toBe('1 bot')
    expect(en.t('bots.count', { count: 0 })).toBe('0 bots')
    expect(pt.t('alerts.unseen', { count: 1 })).toBe('1 alerta novo')
    expect(pt.t('alerts.unseen', { count: 2_000_000 })).toBe('2.000.000 alertas novos')
  })

  it('writes the facts of a sentence in the language’s own forms', () => {
    const sentence = {
      code: 'decision.exposure-limit',
      facts: { exposure: '7250.5', limit: '7000', currency: 'USDT' },
    } as const
    expect(en.say(sentence)).toBe('Exposure would be 7,250.50, the limit is 7,000.00 USDT.')
    expect(pt.say(sentence)).toBe('A exposição iria a 7.250,50; o limite é 7.000,00 USDT.')
    expect(pt.say({ code: 'decision.cool-down', facts: { seconds: 150 } })).toContain('2 min')
    expect(pt.say({ code: 'alert.kill-engaged', facts: { mode: 'paper', source: 'shortcut' } })).toBe(
      'Parada de emergência acionada no modo simulado, pelo teclado.',
    )
  })

  it('writes how far two clocks differ with sign and tenths', () => {
    const apart = (seconds: number) =>
      en.say({ code: 'alert.clock-offset', facts: { venue: 'Bybit', seconds } })
    expect(apart(1.8)).toContain('by 1.8 s. Set')
    expect(apart(-75)).toContain('by −75 s. Set')
    expect(apart(3600)).toContain('by 1 h 00 min. Set')
    expect(pt.say({ code: 'alert.clock-offset', facts: { venue: 'Bybit', seconds: -2.4 } })).toContain(
      'em −2,4 s. Ajuste',
    )
  })

  it('words why an exchange ended an order', () => {
    expect(en.wordFacts({ endedBy: 'self-trade' }).endedBy).toContain('an order of the same account')
    expect(pt.wordFacts({ endedBy: 'self-trade' }).endedBy).toContain('outra ordem da mesma conta')
  })

  it('follows the system’s language until one is chosen', () => {
    expect(languageOf('system', 'pt-PT')).toBe('pt-BR')
    expect(languageOf('system', 'de-DE')).toBe('en')
    expect(languageOf('en', 'pt-BR')).toBe('en')
  })
})

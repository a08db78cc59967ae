import { describe, expect, test } from 'vitest'
import { sentence } from '../../../src-main/domain/sentence.ts'
import { notificationText } from '../../../src-main/shell/notify/notification-texts.ts'
import { sentenceCodes } from '../../../src-preload/contract/codes.ts'
import { languages } from '../../../src-preload/contract/values.ts'

/** What stays in the app, though it is an alert. */
const silent = [
  ...['alert.first-trade', 'alert.kill-lifted', 'alert.order-settled', 'alert.entry-smaller'],
  ...['alert.bot-started', 'alert.bot-paused', 'alert.bot-stopped'],
]
const told = sentenceCodes.filter((code) => code.startsWith('alert.') && !silent.includes(code))

/** Every fact that a text could ask for, each told from the others. */
const facts = new Proxy<Record<string, string>>(
  {},
  { get: (_, name) => `<${String(name)}>`, ownKeys: () => [], has: () => true },
)
const words = (language: 'en' | 'pt-BR', code: string) => {
  const holes = notificationText(language, { text: { code, facts: allFacts }, mode: null })
  return holes === null ? null : `${holes.title} ${holes.body}`
}
const names =
  'bot symbol code message venue pairs account differences seconds pnl currency mode value limit cause scope count symbols subject rule next setting gigabytes'
const allFacts = Object.fromEntries(names.split(' ').map((name) => [name, facts[name] ?? '']))
const named = (text: string | null) => (text?.match(/<\w+>/g) ?? []).sort()

describe('a desktop notification', () => {
  test.each(told)('%s is said in every language with the same facts', (code) => {
    const said = languages.map((language) => words(language, code))
    for (const text of said) {
      expect(text).toMatch(/\S+ .*[.:]/)
      expect(text).not.toMatch(/[{}]|undefined/)
      expect(named(text)).toEqual(named(said[0] ?? null))
    }
    expect(said[0]).not.toEqual(said[1])
  })

  test('is nothing for what stays in the app', () => {
    const others = sentenceCodes.filter((code) => !told.includes(code))
    expect(others.map((code) => words('en', code))).toEqual(others.map(() => null))
  })

  test('says which money it is about', () => {
    const said = (mode: 'paper' | 'live') =>
      notificationText('pt-BR', { text: sentence('alert.kill-engaged', { mode, source: 'tray' }), mode })
    expect(said('paper')?.body).toContain('(simulado)')
    expect(said('live')).toMatchObject({
      title: expect.stringMatching(/^REAL: /),
      body: expect.stringContaining('(real)'),
    })
  })

  test('says which breaker tripped, its value and limit, and what to do next', () => {
    const facts = {
      subject: 'A',
      rule: 'daily-loss',
      value: '103.2',
      limit: '100',
      currency: 'USDT',
      next: 'day',
    }
    const said = (language: 'en' | 'pt-BR', more = {}) =>
      notificationText(language, {
        text: sentence('alert.breaker-tripped', { ...facts, ...more }),
        mode: 'live',
      })
    expect(said('en')).toEqual({
      title: 'LIVE: Circuit breaker tripped',
      body: 'A: loss per day, 103.2 USDT of 100 USDT. Entries are halted, stops go on. It resets with the next day. Open it to reset it sooner.',
    })
    const slipped = { rule: 'slippage', value: '0.0125', limit: '0.01', unit: 'ratio', next: 'cool-down' }
    expect(said('pt-BR', slipped)?.body).toContain('A: derrapagem, 1,25% de 1%.')
  })

  test('says which limit is nearly used, in the language’s own numbers', () => {
    const facts = { subject: 'A', setting: 'dailyLoss', value: '160.5', limit: '200', currency: 'USDT' }
    const said = (language: 'en' | 'pt-BR', more = {}) =>
      notificationText(language, {
        text: sentence('alert.limit-nearly-used', { ...facts, ...more }),
        mode: 'paper',
      })?.body
    expect(said('en')).toMatch(/^A: loss per day, 160\.5 USDT of 200 USDT\./)
    expect(said('pt-BR')).toMatch(/^A: perda por dia, 160,5 USDT de 200 USDT\./)
  })

  test('writes numbers as the language does, and ends no sentence twice', () => {
    const text = sentence('alert.trade-closed', {
      bot: 'A',
      symbol: 'BTC/USDT',
      pnl: '-1234.5',
      currency: 'USDT',
    })
    expect(notificationText('pt-BR', { text, mode: null })?.body).toBe('A: BTC/USDT, -1.234,5 USDT.')
    const failed = sentence('alert.bot-failed', { bot: 'A', message: 'It broke.' })
    expect(notificationText('en', { text: failed, mode: null })?.body).toBe(
      'A: It broke. Open it to start it again.',
    )
  })
})

import { describe, expect, test } from 'vitest'
import { countIn, type TextKey, textIn, textsIn } from '../../../src-main/shell/texts.ts'
import { sentenceView } from '../../../src-main/shell/views/sentence-view.ts'
import { sentenceCodes } from '../../../src-preload/contract/codes.ts'
import { languages } from '../../../src-preload/contract/values.ts'

/** One fact per name that any text could ask for, each told from the others. */
const facts = Object.fromEntries(
  [
    'mode',
    'bot',
    'symbol',
    'code',
    'folder',
    'message',
    'pid',
    'source',
    'reason',
    'pnl',
    'currency',
    'state',
    'count',
  ].map((name) => [name, `<${name}>`]),
)
const keys = Object.keys(textsIn('en')) as TextKey[]
const named = (text: string) => (text.match(/<\w+>/g) ?? []).sort()

describe('what main says itself', () => {
  test.each(keys)('%s is said in every language with the same facts', (key) => {
    const said = languages.map((language) => textIn(language, key, facts))
    for (const text of said) {
      expect(text).not.toBe('')
      expect(text).not.toMatch(/[{}]/)
      expect(named(text)).toEqual(named(said[0] ?? ''))
    }
  })

  test('a number chooses its form', () => {
    expect(countIn('en', 'quitBots', 1, { mode: 'paper' })).toBe('1 bot is running (paper).')
    expect(countIn('en', 'quitBots', 2, { mode: 'paper' })).toBe('2 bots are running (paper).')
    expect(countIn('pt-BR', 'quitPositions', 1, { mode: 'real' })).toBe('1 posição está aberta (real).')
    expect(countIn('pt-BR', 'quitPositions', 12, { mode: 'real' })).toBe('12 posições estão abertas (real).')
  })

  test('a fact that is missing leaves no trace', () => {
    expect(textIn('en', 'inUse')).toContain('another process. Close')
  })
})

describe('a sentence for the window', () => {
  test('keeps its code and its facts', () => {
    for (const code of sentenceCodes) expect(sentenceView({ code })).toEqual({ code })
    expect(sentenceView({ code: 'decision.cool-down', facts: { seconds: 3 } })).toEqual({
      code: 'decision.cool-down',
      facts: { seconds: 3 },
    })
  })

  test.each(['decision.none', '', 'toString'])('that has no words is a bug: %j', (code) => {
    expect(() => sentenceView({ code })).toThrow('no sentence')
  })
})

import { expect, test } from 'vitest'
import { defaultsOf } from '../../../../src-main/domain/parameters.ts'
import { accountLimits, modeLimits } from '../../../../src-main/domain/risk/limits.ts'
import { accountLimitsLine, limitWord, modeLimitsLine } from '../../../../src-main/shell/live/limit-words.ts'
import { languages } from '../../../../src-preload/contract/values.ts'

test.each(languages)('main has a word for every limit of accounts and modes in %s', (language) => {
  for (const { key } of [...accountLimits, ...modeLimits]) expect(limitWord(language, key)).not.toBe(key)
})

test('limits are said with their values, in the language’s own numbers', () => {
  const account = { ...defaultsOf(accountLimits), accountDailyLoss: '0.025' }
  expect(accountLimitsLine('en', account)).toContain('loss per day 2.5%')
  expect(accountLimitsLine('pt-BR', account)).toContain('perda por dia 2,5%')
  expect(modeLimitsLine('en', defaultsOf(modeLimits))).toMatch(
    /^exposure per currency 80%, .*open positions 100/,
  )
})

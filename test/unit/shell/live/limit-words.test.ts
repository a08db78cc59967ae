import { expect, test } from 'vitest'
import { defaultsOf } from '../../../../src-main/domain/parameters.ts'
import { accountLimits, modeLimits } from '../../../../src-main/domain/risk/limits.ts'
import { accountLimitsLine, modeLimitsLine } from '../../../../src-main/shell/live/limit-words.ts'
import { languages } from '../../../../src-preload/contract/values.ts'

test.each(languages)(
  'every limit of accounts and modes is said in a phrase with its value in %s',
  (language) => {
    const lines = [
      [accountLimits, accountLimitsLine(language, defaultsOf(accountLimits))],
      [modeLimits, modeLimitsLine(language, defaultsOf(modeLimits))],
    ] as const
    for (const [specs, line] of lines) {
      for (const { key } of specs) expect(line).not.toContain(key)
      expect(line.split('; ')).toHaveLength(specs.length)
      for (const phrase of line.split('; ')) expect(phrase).toMatch(/\p{L}.*\d|\d.*\p{L}/u)
    }
  },
)

test('limits are said with their values, in the language’s own numbers', () => {
  const account = { ...defaultsOf(accountLimits), accountDailyLoss: '0.025' }
  expect(accountLimitsLine('en', account)).toContain('entries halt after losing 2.5% in a day')
  expect(accountLimitsLine('pt-BR', account)).toContain('entradas param após perder 2,5% em um dia')
  expect(modeLimitsLine('en', defaultsOf(modeLimits))).toMatch(
    /^at most 80% of the money in one currency invested; .*at most 100 open positions/,
  )
})

test('the hour at which a day begins is said as a time', () => {
  const beginsAt = (dayStartHour: string) => modeLimitsLine('en', { ...defaultsOf(modeLimits), dayStartHour })
  expect(beginsAt('0')).toMatch(/a trading day begins at 00:00 UTC$/)
  expect(beginsAt('21.5')).toMatch(/a trading day begins at 21:30 UTC$/)
})

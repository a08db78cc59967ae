import { expect, test } from 'vitest'
import { describer } from '../../../../src-main/adapters/exchanges/ccxt/account/signing-exchange.ts'

const credentials = { apiKey: 'the-key', secret: 'the-secret', password: 'the-passphrase' }

test('an error is described by its name and words, without secrets and signatures', () => {
  const describe = describer(credentials)
  const error = new RangeError(
    'the-key at /order?timestamp=1&signature=abc123&x=1 with the-secret, the-passphrase',
  )
  expect(describe(error)).toBe('RangeError: … at /order?timestamp=1&signature=…&x=1 with …, …')
  expect(describe('the-secret')).toBe('…')
})

test('a secret is not left over where a long message is cut', () => {
  const describe = describer(credentials)
  for (let before = 270; before < 300; before += 1) {
    const text = describe(new Error(`${'x'.repeat(before)}the-passphrase`))
    expect(text).toHaveLength(Math.min(300, before + 'Error: …'.length))
    expect(text).not.toContain('the-')
  }
})

test('an account without a passphrase loses no words', () => {
  expect(describer({ ...credentials, password: null })(new Error('no route'))).toBe('Error: no route')
})

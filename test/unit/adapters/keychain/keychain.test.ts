import { describe, expect, test } from 'vitest'
import { Keychain } from '../../../../src-main/adapters/keychain/keychain.ts'
import type { Credentials } from '../../../../src-main/engine/ports/secrets.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { MemoryVault } from '../../../support/memory-vault.ts'

const of = (secret: string): Credentials => ({ apiKey: 'key', secret, password: 'pass “phrase”' })
/** Too long for one entry, with characters of two and of four bytes. */
const long = (letter: string): Credentials => of(`${letter}é😀`.repeat(700))
/** Characters of a secret with which all of it just fits one entry. */
const room = 2_400 - '{"apiKey":"key","secret":"","password":"pass \\u201cphrase\\u201d"}'.length

const setUp = () => {
  const vault = new MemoryVault()
  const clock = new FakeClock()
  const keychain = new Keychain({ open: async () => vault, clock })
  return { vault, clock, keychain }
}
const answered = (value: unknown) => ({ kind: 'answered', value })

describe('an entry of the keychain', () => {
  test.each([
    ['short', of('s')],
    ['as long as fits one entry', of('s'.repeat(room))],
    ['one character longer', of('s'.repeat(room + 1))],
    ['long', long('a')],
  ])('is read as it was kept when it is %s', async (_, credentials) => {
    const { keychain } = setUp()
    await keychain.keep('one', credentials)
    expect(await keychain.read('one')).toEqual(answered(credentials))
    expect(await keychain.read('two')).toEqual(answered(null))
  })

  test('is one, until it does not fit one', async () => {
    const { keychain, vault } = setUp()
    await keychain.keep('one', of('s'.repeat(room)))
    expect([...vault.entries.keys()]).toEqual(['one'])
    await keychain.keep('one', of('s'.repeat(room + 1)))
    expect([...vault.entries.keys()].sort()).toEqual(['one', 'one/1.1', 'one/1.2'])
  })

  test.each([
    [of('a'), long('b')],
    [long('a'), of('b')],
    [long('a'), long('b')],
  ])('leaves nothing of itself when it is replaced, or forgotten', async (first, second) => {
    const { keychain, vault } = setUp()
    await keychain.keep('one', first)
    await keychain.keep('one', second)
    expect(await keychain.read('one')).toEqual(answered(second))
    const before = [...vault.entries.values()].join('')
    for (const part of ['a', 'aé'].map((text) => `"secret":"${text}`)) expect(before).not.toContain(part)
    expect(await keychain.forget('one')).toEqual(answered(null))
    expect(vault.entries.size).toBe(0)
  })

  test('that was being replaced when the computer went down is the old one or the new one', async () => {
    for (let write = 1; ; write += 1) {
      const { keychain, vault } = setUp()
      await keychain.keep('one', long('a'))
      vault.failingWrite = write
      const kept = await keychain.keep('one', long('b'))
      const expected = kept.kind === 'answered' ? long('b') : long('a')
      expect(await keychain.read('one')).toEqual(answered(expected))
      if (kept.kind === 'answered') {
        expect(write).toBeGreaterThan(5)
        break
      }
    }
  })

  test('that is damaged is none', async () => {
    const { keychain, vault } = setUp()
    await keychain.keep('one', long('a'))
    vault.entries.delete('one/1.2')
    expect(await keychain.read('one')).toEqual(answered(null))
    vault.entries.set('one', 'no JSON')
    expect(await keychain.read('one')).toEqual(answered(null))
  })
})

describe('a keychain that cannot be used', () => {
  test.each([
    ['library-missing', 'Failed to load keytar native addon, checked [...] on prebuilds/linux-x64'],
    ['service-missing', 'Cannot autolaunch D-Bus without X11 $DISPLAY'],
    ['service-missing', 'Unknown or unsupported transport “disabled” for address “disabled:”'],
    ['service-missing', 'The name org.freedesktop.secrets was not provided by any .service files'],
    ['locked', 'Cannot create an item in a locked collection'],
    ['locked', 'Object does not exist at path “/org/freedesktop/secrets/collection/login”'],
    ['other', 'something else'],
  ])('says that it is %s: %s', async (problem, cause) => {
    const { keychain, vault } = setUp()
    vault.failure = new Error(cause)
    const unavailable = { kind: 'unavailable', problem, cause }
    expect(await keychain.check()).toEqual(unavailable)
    expect(await keychain.keep('one', of('s'))).toEqual(unavailable)
    expect(await keychain.read('one')).toEqual(unavailable)
    expect(await keychain.forget('one')).toEqual(unavailable)
    vault.failure = null
    expect(await keychain.check()).toEqual(answered(null))
    expect(vault.entries.size).toBe(0)
  })

  test('is tried again when it could not even be loaded', async () => {
    const vault = new MemoryVault()
    let isInstalled = false
    const open = async () => {
      if (!isInstalled) throw new Error('Failed to load keytar native addon')
      return vault
    }
    const keychain = new Keychain({ open, clock: new FakeClock() })
    expect(await keychain.check()).toMatchObject({ problem: 'library-missing' })
    isInstalled = true
    expect(await keychain.check()).toEqual(answered(null))
  })

  test('that finds nothing because it is locked does not say that there is nothing', async () => {
    const { keychain, vault } = setUp()
    vault.set = () => Promise.reject(new Error('Cannot create an item in a locked collection'))
    expect(await keychain.read('one')).toMatchObject({ kind: 'unavailable', problem: 'locked' })
  })

  test('is waited for while its user is asked for the password, and not for ever', async () => {
    const { keychain, vault, clock } = setUp()
    vault.get = () => new Promise(() => {})
    const reading = keychain.read('one')
    await clock.advance(0)
    await clock.advance(59_999)
    expect(await Promise.race([reading, Promise.resolve('waiting')])).toBe('waiting')
    await clock.advance(1)
    expect(await reading).toMatchObject({ kind: 'unavailable', problem: 'locked' })
  })
})

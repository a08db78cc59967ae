import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultsOf } from '../../../src-main/domain/parameters.ts'
import { limitsInForce, looseningMs, nextLoosening } from '../../../src-main/domain/risk/limit-versions.ts'
import { accountLimits } from '../../../src-main/domain/risk/limits.ts'

const values = defaultsOf(accountLimits)
const version = (since: number, change: Record<string, string>) => ({
  since,
  values: { ...values, ...change },
})
const first = version(0, {})
const at = 10_000_000

describe('limits of real money', () => {
  test('hold at once when they are tightened', () => {
    const versions = [first, version(at, { accountExposure: '0.3', reserve: '0.2' })]
    expect(limitsInForce(versions, at)).toMatchObject({ accountExposure: '0.3', reserve: '0.2' })
  })

  test('hold ten minutes later when they are loosened, not a moment before', () => {
    const versions = [first, version(at, { accountExposure: '1', reserve: '0' })]
    const before = { accountExposure: '0.8', reserve: '0.05' }
    expect(limitsInForce(versions, at + looseningMs - 1)).toMatchObject(before)
    expect(nextLoosening(versions, at)).toBe(at + looseningMs)
    expect(limitsInForce(versions, at + looseningMs)).toMatchObject({ accountExposure: '1', reserve: '0' })
    expect(nextLoosening(versions, at + looseningMs)).toBeNull()
  })

  test('are not loosened by tightening and loosening in turn', () => {
    const versions = [
      first,
      version(at, { accountExposure: '0.1' }),
      version(at + 1, { accountExposure: '0.8' }),
      version(at + 2, { accountExposure: '1' }),
    ]
    expect(limitsInForce(versions, at + 3).accountExposure).toBe('0.1')
    expect(limitsInForce(versions, at + looseningMs + 1).accountExposure).toBe('0.8')
    expect(limitsInForce(versions, at + looseningMs + 2).accountExposure).toBe('1')
  })

  test('compare by their worth and not by their text', () => {
    const versions = [version(0, { accountPositions: '9' }), version(at, { accountPositions: '10' })]
    expect(limitsInForce(versions, at).accountPositions).toBe('9')
  })

  test('are never looser than any that was set within the last ten minutes', () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 2 * looseningMs }),
      share: fc.integer({ min: 1, max: 100 }),
    })
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.nat(2 * looseningMs),
        (steps, later) => {
          let time = 0
          const versions = [version(0, { accountExposure: '0.5' })]
          for (const { wait, share } of steps) {
            time += wait
            versions.push(version(time, { accountExposure: (share / 100).toFixed(2) }))
          }
          const now = time + later
          const young = versions.filter(({ since }) => since > now - looseningMs)
          const inForce = Number(limitsInForce(versions, now).accountExposure)
          for (const each of young) expect(inForce).toBeLessThanOrEqual(Number(each.values.accountExposure))
          if (young.length === 0) expect(inForce).toBe(Number(versions.at(-1)?.values.accountExposure))
        },
      ),
    )
  })
})

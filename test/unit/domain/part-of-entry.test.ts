import { expect, test } from 'vitest'
import {
  addQuantity,
  addRatio,
  compare,
  notional,
  quantity,
  ratio,
  scaleCash,
  text,
} from '../../../src-main/domain/money/decimal.ts'
import { seededRandom } from '../../../src-main/domain/random.ts'
import { checkEntry, type EntryRequest } from '../../../src-main/domain/risk/check-entry.ts'
import { partOfEntry } from '../../../src-main/domain/risk/part-of-entry.ts'
import { limits, request, unbound, usdt } from '../../support/entry-request.ts'
import { pick, someLimits } from '../../support/random-limits.ts'

const partOf = (change: Partial<EntryRequest>) => {
  const part = partOfEntry({ ...request, ...change })
  return part.ok ? [text(part.value.whole), text(part.value.most)] : part.error.code
}
const accountOf = (change: Partial<EntryRequest['account']>) => ({
  account: { ...request.account, ...change },
})

test('an account that nothing stands against takes all of an entry', () => {
  expect(partOf({})).toEqual(['5', '5'])
})

test.each<[string, Partial<EntryRequest>, string]>([
  ['its free money', accountOf({ free: usdt('321') }), '3.21'],
  [
    'what it keeps in reserve',
    {
      ...accountOf({ free: usdt('600') }),
      limits: { ...limits, account: { ...unbound, reserve: ratio('0.02') } },
    },
    '4',
  ],
  ['its largest order', { limits: { ...limits, account: { ...unbound, largestOrder: ratio('0.02') } } }, '2'],
  ['what the bot may have there', accountOf({ exposure: usdt('4700') }), '3'],
  [
    'its exposure',
    {
      ...accountOf({ exposure: usdt('900') }),
      limits: { ...limits, account: { ...unbound, exposure: ratio('0.1') } },
    },
    '1',
  ],
  [
    'its exposure in the pair',
    {
      ...accountOf({ pairExposure: usdt('850') }),
      limits: { ...limits, account: { ...unbound, pairExposure: ratio('0.1') } },
    },
    '1.5',
  ],
])('%s cuts what it takes, and not what the entry would be', (_, change, most) => {
  expect(partOf(change)).toEqual(['5', most])
})

test('what all accounts may hold together cuts both', () => {
  const mode = { ...request.mode, exposure: usdt('9800') }
  expect(partOf({ mode })).toEqual(['2', '2'])
  const asset = { ...request.mode, assetHeld: quantity('97') }
  expect(partOf({ mode: asset })).toEqual(['3', '3'])
})

test('one that cannot take what its exchange takes at least takes nothing', () => {
  expect(partOf(accountOf({ free: usdt('9') }))).toBe('decision.below-minimum')
  expect(partOf(accountOf({ exposure: usdt('6000') }))).toBe('decision.below-minimum')
})

test('whatever stands against an entry whatever its size stands against its parts', () => {
  expect(partOf({ bot: { ...request.bot, positions: 2 } })).toBe('decision.max-positions')
  expect(partOf(accountOf({ positions: 50 }))).toBe('decision.account-positions')
  expect(partOf({ lastExitAt: request.now })).toBe('decision.cool-down')
})

test('it is allowed, and a step more is not, unless it is the whole entry', () => {
  const random = seededRandom(7)
  let cut = 0
  for (let n = 0; n < 2_000; n += 1) {
    const asked: EntryRequest = {
      ...request,
      market: { ...request.market, takerFee: ratio(pick(random, 0, 0.01).toFixed(4)) },
      limits: someLimits(random),
      bot: { ...request.bot, positions: 0 },
      account: {
        ...request.account,
        free: usdt(pick(random, 0, 10_000).toFixed(2)),
        exposure: usdt(pick(random, 0, 8_000).toFixed(2)),
        pairExposure: usdt(pick(random, 0, 8_000).toFixed(2)),
      },
      mode: { ...request.mode, exposure: usdt(pick(random, 0, 9_000).toFixed(2)) },
    }
    const part = partOfEntry(asked)
    if (!part.ok) continue
    const { whole, most } = part.value
    expect(compare(most, whole)).toBeLessThanOrEqual(0)
    const allowed = checkEntry({ ...asked, most: costOf(asked, most) })
    expect(allowed.ok && text(allowed.value)).toBe(text(most))
    if (compare(most, whole) === 0) continue
    cut += 1
    expect(checkEntry({ ...asked, most: costOf(asked, addQuantity(most, asked.market.amountStep)) }).ok).toBe(
      false,
    )
  }
  expect(cut).toBeGreaterThan(100)
})

const costOf = ({ market, price }: EntryRequest, size: ReturnType<typeof quantity>) =>
  scaleCash(notional(price, size, market.quote), addRatio(ratio('1'), market.takerFee))

import { describe, expect, it } from 'vitest'
import { moneyOf, replayOnShow, venuesByTrouble } from '../../src-renderer/state/selectors.ts'
import { engineView, exchange, money } from './support/views.ts'

const unused = money({ exposureLimitRatio: '0' })
const traded = money({ accountId: 'paper-Binance', venueId: 'Binance' })
const withExchange = (change: Parameters<typeof engineView>[0] = {}) => {
  const [replay] = engineView().venues
  if (replay === undefined) throw new Error('no replay')
  return engineView({
    venues: [{ ...replay, lastTickAt: null }, exchange('Binance')],
    money: [unused, traded],
    ...change,
  })
}

describe('the money on show', () => {
  it('is that which bots use, until another is chosen', () => {
    expect(moneyOf(withExchange(), null)).toBe(traded)
    expect(moneyOf(withExchange(), 'paper-replay USDT')).toBe(unused)
    expect(moneyOf(withExchange({ money: [unused] }), null)).toBe(unused)
  })

  it('is replayed only where it comes from the replay', () => {
    expect(replayOnShow(withExchange(), null)).toBeNull()
    expect(replayOnShow(withExchange(), 'paper-replay USDT')?.id).toBe('replay')
    expect(replayOnShow(engineView(), null)?.id).toBe('replay')
  })
})

describe('the sources of prices', () => {
  it('leave out a replay that nobody started, beside an exchange', () => {
    expect(venuesByTrouble(withExchange()).map(({ id }) => id)).toEqual(['Binance'])
    const both = withExchange({ venues: [...engineView().venues, exchange('Binance')] })
    expect(venuesByTrouble(both).map(({ id }) => id)).toEqual(['replay', 'Binance'])
  })

  it('are the replay where there is nothing else', () => {
    const [replay] = withExchange().venues
    if (replay === undefined) throw new Error('no replay')
    expect(venuesByTrouble(engineView({ venues: [replay] }))).toEqual([replay])
  })
})

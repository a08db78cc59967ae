import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CcxtFeed } from '../../../src-main/adapters/exchanges/ccxt/ccxt-feed.ts'
import { unifiedDialect } from '../../../src-main/adapters/exchanges/ccxt/unified/unified-dialect.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { type Script, scriptedCcxt, type Ways } from '../../support/scripted-ccxt.ts'
import { memoryLog } from '../../support/test-engine.ts'
import { candlesOf, FeedWatch } from './harness.ts'

const minute = 60_000
const btc = 'BTC/USDT'
const eth = 'ETH/USDT'

let clock: FakeClock
let log: ReturnType<typeof memoryLog>
let script: Script
let feed: CcxtFeed
let heard: FeedWatch
beforeEach(() => {
  clock = new FakeClock(Date.UTC(2026, 0, 5, 12))
  log = memoryLog()
})
afterEach(() => feed.close())

/** An exchange that is like this, and a pair of it that trades every second at a price that rises. */
const open = async (ways: Ways = {}, theirsAheadMs = 0) => {
  script = scriptedCcxt(ways)
  script.now = () => clock.now() + theirsAheadMs
  script.row = (_, time) => (time > script.now() ? null : [time, 1, 1, 1, 1, 100])
  const { exchangeClass } = script
  feed = new CcxtFeed({
    dialect: unifiedDialect(exchangeClass),
    exchangeClass,
    network: 'live',
    addresses: null,
    clock,
    log,
    seed: 1,
  })
  await feed.markets()
  heard = new FeedWatch(feed)
}
const watch = async (...symbols: readonly string[]) => {
  for (const symbol of symbols) feed.watch(symbol)
  await clock.advance(100)
}
const trade = (id: number, symbol = btc) => ({
  symbol,
  timestamp: script.now(),
  price: 1,
  amount: 0.1,
  id: String(id),
})
/** The pair trades every second. */
const play = async (seconds: number, symbol = btc) => {
  for (let second = 0; second < seconds; second += 1) {
    script.tell(trade(script.now(), symbol))
    await clock.advance(1_000)
  }
}
const askedFor = (call: string) => script.asked.filter((each) => each.startsWith(call))

describe.each(['one', 'anew', 'filled'] as const)('where the library keeps trades in %s', (keeps) => {
  test('every trade is told once, in order, however many come at a time', async () => {
    await open({ keeps })
    await watch(btc, eth)
    script.tell(...Array.from({ length: 40 }, (_, id) => ({ ...trade(id), amount: id + 1 })))
    script.tell({ ...trade(40), amount: 41 }, trade(41, eth))
    const amounts = heard.trades(btc).map(({ amount }) => amount)
    expect(amounts).toEqual(Array.from({ length: 41 }, (_, id) => id + 1))
    expect(heard.trades(eth)).toHaveLength(1)
  })
})

describe('an exchange', () => {
  test('that tells its newest trades again is heard once', async () => {
    await open()
    await watch(btc)
    script.tell(trade(1), trade(2))
    script.tell(trade(1), trade(2), trade(3))
    expect(heard.trades(btc)).toHaveLength(3)
  })

  test('that leaves out what a trade must have is heard as far as it goes, and that is counted', async () => {
    await open()
    await watch(btc)
    script.tell({ ...trade(1), timestamp: undefined }, { ...trade(2), price: 'none' }, trade(3))
    expect(heard.trades(btc)).toHaveLength(1)
    expect(log.lines.map(({ event }) => event)).toContain('feed.malformed-message')
  })

  test('is subscribed by lists where the library has them', async () => {
    await open()
    await watch(btc, eth)
    expect(askedFor('list of trades')).toEqual([`list of trades ${btc} ${eth}`])
  })

  test('is subscribed pair by pair where it has none', async () => {
    await open({ has: { watchTradesForSymbols: false } })
    await watch(btc, eth)
    expect(askedFor('trades')).toEqual([`trades ${btc}`, `trades ${eth}`])
  })

  test('that does not tell its time is told it by its trades', async () => {
    await open({ has: { fetchTime: false } }, 20_000)
    await watch(btc)
    await play(10)
    expect(askedFor('time')).toEqual([])
    expect(feed.marketTime() - clock.now()).toBe(20_000)
    expect(feed.health().clockOffsetMs).toBe(20_000)
    await play(35)
    expect(heard.closed(btc).map(({ openTime }) => openTime)).toEqual([Date.UTC(2026, 0, 5, 12)])
  })

  test('is asked for each minute of a pair once', async () => {
    await open()
    await watch(btc)
    await play(600)
    expect(heard.closed(btc)).toHaveLength(9)
    expect(askedFor('candles')).toHaveLength(9)
  })

  test('lends longer candles that it does not have from the longest shorter ones', async () => {
    await open({ timeframes: ['1m', '1h'] })
    script.row = (timeframe, time) => [time, 1, 2, 0.5, 1, timeframe === '1h' ? 10 : 1]
    await clock.advance(1_000)
    const candles = await candlesOf(feed, { symbol: btc, timeframe: '4h', limit: 3 })
    expect(candles).toHaveLength(3)
    expect(candles.at(-1)).toMatchObject({ openTime: Date.UTC(2026, 0, 5, 8), high: 2, low: 0.5, volume: 40 })
    expect(askedFor('candles')).toEqual([`candles ${btc} 1h`])
  })

  test('is listened to for as many pairs as its limits leave room for, and for others when one is left', async () => {
    await open({ rateLimit: 5_000, symbols: ['A/U', 'B/U', 'C/U'] })
    const end = feed.watch('A/U')
    feed.watch('B/U')
    expect(() => feed.watch('C/U')).toThrow('Scripted is listened to for 2 pairs at a time')
    feed.watch('A/U')
    end()
    expect(() => feed.watch('C/U')).toThrow(RangeError)
  })
})

test('a minute in which nothing traded is flat, and no doubt', async () => {
  await open()
  await watch(btc)
  script.row = (_, time) => (time < Date.UTC(2026, 0, 5, 12, 2) ? [time, 1, 1, 1, 1, 100] : null)
  await play(100)
  await clock.advance(2 * minute)
  const flat = heard.closed(btc).filter(({ provenance }) => provenance === 'synthetic')
  expect(flat.map(({ openTime }) => openTime)).toEqual([Date.UTC(2026, 0, 5, 12, 2)])
})

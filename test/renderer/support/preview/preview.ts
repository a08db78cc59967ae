import type { AppSettings } from '../../../../src-preload/contract/views.ts'
import { addDoubtedBots } from '../fake-engine/doubted-bots.ts'
import { FakeEngine } from '../fake-engine/fake-engine.ts'

/** ?days=5&language=pt-BR&theme=light&blocked=1&demo=1&venues=1&keys=1: the window over the made-up engine. */
const query = new URLSearchParams(window.location.search)
const settings: Partial<AppSettings> = {
  language: query.get('language') === 'pt-BR' ? 'pt-BR' : 'en',
  theme: query.get('theme') === 'light' ? 'light' : 'dark',
}
const engine = new FakeEngine({
  pastDays: Number(query.get('days') ?? 0),
  settings,
  ...(query.has('blocked')
    ? { blocked: { code: 'blocked.database-corrupt', facts: { file: 'trading.db' } } as const }
    : {}),
})
if (query.has('venues')) {
  engine.venues.showTrouble()
  const pairs = [
    'binance BTC/USDT',
    'binance ETH/USDT',
    'binance C042/USDT',
    'binance SOL/USDT',
    'binance ADA/USDT',
    'binance DOGE/USDT',
    'bybit SOL/USDT',
    'okx ADA/USDT',
  ]
  engine.settings = {
    ...engine.settings,
    watchlist: [...pairs, 'replay BTC/USDT'].map((pair) => {
      const [venueId = '', symbol = ''] = pair.split(' ')
      return { venueId, symbol }
    }),
  }
}
if (query.has('keys')) engine.keys.showAll()
if (query.has('demo')) engine.startDemo()
if (query.has('venues')) addDoubtedBots(engine)
Object.assign(window, { auronex: engine.api(), fakeEngine: engine })
setInterval(() => engine.tick(), 250)
await import('../../../../src-renderer/main.tsx')

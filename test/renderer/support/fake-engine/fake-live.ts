import type { LiveProposal, LiveView } from '../../../../src-preload/contract/live-views.ts'
import type { FakeEngine } from './fake-engine.ts'

export const noLive: LiveView = { isOn: false, accounts: [], isTrading: false, arming: null, refused: null }

export const simulatedAccount: LiveView['accounts'][number] = {
  id: 'live-1',
  name: 'Main account',
  venueId: 'binance',
  venueName: 'Binance',
  badge: 'simulator',
  isReady: true,
}

export const proposal = (name: string, change: Partial<LiveProposal> = {}): LiveProposal => ({
  id: 'challenge-1',
  phrase: `LIVE ${name}`,
  expiresAt: Date.now() + 300_000,
  account: simulatedAccount,
  alsoThrough: [],
  symbols: ['BTC/USDT'],
  currency: 'USDT',
  allocated: '1000',
  firstTrade: '125',
  firstFee: '0.125',
  limits: [
    { scope: 'mode', accountId: null, key: 'currencyExposure', kind: 'ratio', value: '0.8' },
    { scope: 'account', accountId: 'live-1', key: 'accountDailyLoss', kind: 'ratio', value: '0.05' },
    { scope: 'bot', accountId: null, key: 'allocation', kind: 'money', value: '1000' },
  ],
  record: { days: 3, trades: 12, drawdownRatio: '-0.021', isThin: true },
  ...change,
})

/** Going live with the window alone: whatever is typed is taken. */
export const fakeLiveReplies = (engine: FakeEngine) => ({
  'live.turnOn': () => {
    engine.live = { ...engine.live, isOn: true }
    engine.flush()
    return { isOn: true }
  },
  'live.turnOff': () => {
    engine.live = { ...engine.live, isOn: false, isTrading: false }
    engine.flush()
    return {}
  },
  'live.propose': ({ settings }: { settings: { name: string } }) => proposal(settings.name),
  'live.proposeStart': () => proposal('Bot', { record: null }),
  'live.proposeEdit': () => proposal('Bot', { record: null }),
  'live.confirm': () => {
    const startsAt = Date.now() + 5_000
    engine.live = { ...engine.live, arming: { botName: 'Bot', startsAt } }
    engine.flush()
    return { startsAt }
  },
  'live.cancel': () => {
    engine.live = { ...engine.live, arming: null }
    engine.flush()
    return {}
  },
})

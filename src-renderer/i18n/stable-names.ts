/**
 * Accessible names that stay English in every language: shortcuts, documentation and tests rely on them.
 * What is seen is translated.
 */
export const stableNames = {
  startDemo: 'Start demo',
  killSwitch: 'Kill switch',
  pauseAllEntries: 'Pause all entries',
  newBot: 'New bot',
  start: 'Start',
  pauseEntries: 'Pause entries',
  stop: 'Stop…',
  save: 'Save',
  overview: 'Overview',
  bots: 'Bots',
  positions: 'Positions',
  markets: 'Markets',
  history: 'History',
  alerts: 'Alerts',
  inbox: 'Inbox',
  notifications: 'Notifications',
  openPositions: 'Open positions',
  openOrders: 'Open orders',
  balances: 'Balances',
  trades: 'Trades',
  recentFills: 'Recent fills',
  journal: 'Journal',
  candles: 'Candles',
  watchlist: 'Watchlist',
  exchanges: 'Exchanges',
  coverage: 'Data coverage',
  connect: 'Connect…',
  status: 'Status',
} as const

/** Names of what lasts until something ends it: an alert about it is settled then. */
export const matters = {
  breaker: (key: string) => `breaker ${key}`,
  stale: (venueId: string) => `stale ${venueId}`,
  untradable: (venueId: string, symbol: string) => `untradable ${venueId} ${symbol}`,
  clock: (venueId: string) => `clock ${venueId}`,
  order: (clientOrderId: string) => `order ${clientOrderId}`,
  unprotected: (positionId: string) => `unprotected ${positionId}`,
  botFailed: (botId: string) => `bot ${botId}`,
  limit: (key: string) => `limit ${key}`,
  unreachable: (accountId: string) => `unreachable ${accountId}`,
  unheard: (accountId: string) => `unheard ${accountId}`,
  keyRefused: (accountId: string) => `key ${accountId}`,
  killed: (mode: string) => `kill ${mode}`,
  backup: 'backup',
  disk: 'disk',
  engineFailed: 'engine',
} as const

/** Noticed anew in each run: what an earlier one told of it is over. */
const ofOneRun = [
  'stale',
  'unprotected',
  'untradable',
  'clock',
  'limit',
  'unreachable',
  'unheard',
  'key',
  'disk',
  'engine',
]

export const lastsOverStart = (matter: string): boolean => !ofOneRun.includes(matter.split(' ')[0] ?? '')

/** What the inbox tells of. In braces: the facts that come with it. */
export const alertCodes = [
  'alert.first-trade', // {bot, symbol}
  'alert.trade-closed', // {bot, symbol, pnl, currency}
  'alert.kill-engaged', // {mode, source}
  'alert.kill-lifted', // {mode, reason}
  'alert.breaker-tripped', // {subject, rule, value, limit, unit or currency, next}
  'alert.kill-cancel-failed', // {bot, symbol}
  'alert.kill-close-failed', // {bot, symbol}
  'alert.bot-failed', // {bot, message}
  'alert.not-resumed', // {bot}
  'alert.order-rejected', // {bot, symbol, code}
  'alert.order-unknown', // {bot, symbol}
  'alert.order-settled', // {bot, symbol, state}
  'alert.entry-smaller', // {bot, symbol, account, bought, wanted, state}
  'alert.market-stale', // {venue, symbol, pairs}
  'alert.pair-halted', // {venue, symbol}
  'alert.pair-delisted', // {venue, symbol}
  'alert.clock-offset', // {venue, seconds}
  'alert.foreign-orders', // {venue, account, count, symbols}
  'alert.foreign-holdings', // {venue, account, assets}
  'alert.reconcile-mismatch', // {venue, account, differences}
  'alert.key-refused', // {venue, account}
  'alert.key-too-powerful', // {account}
  'alert.key-missing', // {account}
  'alert.keychain-unavailable',
  'alert.position-unprotected', // {bot, symbol}
  'alert.position-without-bot', // {venue, account, symbol}
  'alert.engine-failed', // {message}
  'alert.backup-failed', // {message}
  'alert.trade-opened', // {bot, symbol}
  'alert.stop-hit', // {bot, symbol, pnl, currency}, as the next
  'alert.take-profit-hit',
  'alert.limit-nearly-used', // {setting, subject, value, limit, unit or currency}
  'alert.stop-rejected', // {bot, symbol, code}
  'alert.exchange-unreachable', // {venue, account}
  'alert.account-unheard', // {venue, account}
  'alert.slept', // {seconds}
  'alert.slept-holding', // {seconds, positions}
  'alert.disk-low', // {gigabytes}
  'alert.bot-started', // {bot}, as the next two: by the user
  'alert.bot-paused',
  'alert.bot-stopped',
] as const

import type { AlertWords } from './alert-words.ts'

/** The English words. */
export const enWords: AlertWords = {
  'alert.first-trade': null,
  'alert.trade-closed': ['Trade closed', '{bot}: {symbol}, {pnl} {currency}.'],
  'alert.kill-engaged': [
    'Kill switch engaged',
    'All new entries are halted ({mode}). Open positions are still managed.',
  ],
  'alert.kill-lifted': null,
  'alert.kill-cancel-failed': [
    'Order not cancelled yet',
    '{bot}: the order on {symbol} could not be cancelled. Open the kill switch to see why and try again.',
  ],
  'alert.kill-close-failed': [
    'Position not closed yet',
    '{bot}: the position in {symbol} could not be closed. Open the kill switch to see why and try again.',
  ],
  'alert.not-resumed': [
    'Live bot stopped by a restart',
    '{bot}: it enters nothing until you start it again. Stops of what it holds are in place.',
  ],
  'alert.breaker-tripped': [
    'Circuit breaker tripped',
    '{subject}: {rule}, {value} of {limit}. Entries are halted, stops go on. {next}',
  ],
  'alert.bot-failed': ['Bot stopped by an error', '{bot}: {message} Open it to start it again.'],
  'alert.order-rejected': [
    'Order refused',
    '{bot}: the order on {symbol} was refused ({code}). Open the bot to see its limits.',
  ],
  'alert.order-unknown': [
    'Order outcome unknown',
    '{bot}: entries on {symbol} wait until the exchange has answered.',
  ],
  'alert.order-settled': null,
  'alert.entry-smaller': null,
  'alert.market-stale': [
    'No fresh prices',
    '{venue}: {symbol} (pairs affected: {pairs}). No entries there until they are back.',
  ],
  'alert.pair-halted': ['Pair halted', '{venue} halted {symbol}. No entries until it trades again.'],
  'alert.pair-delisted': ['Pair delisted', '{venue} no longer lists {symbol}. Check any position in it.'],
  'alert.clock-offset': [
    'Clocks differ',
    '{venue}: this computer’s clock is {seconds} s off. Set it, or signed orders will be refused.',
  ],
  'alert.foreign-orders': [
    'Orders that are not ours',
    '{venue}, account {account}: {count} open ({symbols}). They are not touched: look at them under Positions.',
  ],
  'alert.foreign-holdings': [
    'Coins that are not ours',
    '{venue}, account {account}: {assets}. Not traded by any bot: adopt or ignore them under Positions.',
  ],
  'alert.reconcile-mismatch': [
    'Reconciliation needed',
    '{venue}, account {account}: {differences}. No entries there until it is resolved.',
  ],
  'alert.position-without-bot': [
    'Position without a bot',
    '{venue}, account {account}: {symbol} is open again, its bot was removed and it has no stop. Close it under Positions.',
  ],
  'alert.position-unprotected': [
    'Position not protected',
    '{bot}: {symbol} has no confirmed stop at the exchange. No new entries of the bot until it has. Look at the position.',
  ],
  'alert.key-refused': [
    'Key refused',
    '{venue} does not accept the key of account {account}: no entries. Check and replace it.',
  ],
  'alert.key-too-powerful': [
    'Key may withdraw money',
    'The key of {account} may withdraw or transfer money. It is not used: replace it.',
  ],
  'alert.key-missing': [
    'Key missing',
    'The keychain has no key for {account}. Enter it again to trade there.',
  ],
  'alert.keychain-unavailable': [
    'Keychain unavailable',
    'Accounts with keys stay closed. Paper trading goes on. Open the settings to see what is missing.',
  ],
  'alert.engine-failed': ['Trading halted', 'No new entries are opened: {message} Start the app again.'],
  'alert.backup-failed': ['No backup', 'The daily backup could not be written: {message} Check the disk.'],
  'alert.trade-opened': ['Trade opened', '{bot}: bought {symbol}.'],
  'alert.stop-hit': ['Stop hit', '{bot}: {symbol}, {pnl} {currency}.'],
  'alert.take-profit-hit': ['Take profit hit', '{bot}: {symbol}, {pnl} {currency}.'],
  'alert.limit-nearly-used': [
    'Limit nearly used',
    '{subject}: {setting}, {value} of {limit}. Open Risk to see what could be reached next.',
  ],
  'alert.stop-rejected': [
    'Stop refused',
    '{bot}: the exchange refused the stop of {symbol} ({code}). The app watches it meanwhile. Look at the position.',
  ],
  'alert.exchange-unreachable': [
    'Exchange not reached',
    '{venue}, account {account}: no answer for over a minute. No entries there until it answers.',
  ],
  'alert.account-unheard': [
    'Account stream down',
    '{venue} does not tell what happens on account {account}. Its orders are asked for every few seconds. No entries there until it does.',
  ],
  'alert.slept': [
    'The computer slept',
    'For {span} nothing was traded or watched by the app. The books are being settled with the exchanges.',
  ],
  'alert.slept-holding': [
    'The computer slept',
    'For {span} the app watched nothing; open positions: {positions}. Only stops at the exchange could act. Look at what happened meanwhile.',
  ],
  'alert.disk-low': [
    'Disk nearly full',
    'Only {gigabytes} GB are free where the data are kept. Free some space.',
  ],
  'alert.bot-started': null,
  'alert.bot-paused': null,
  'alert.bot-stopped': null,
}

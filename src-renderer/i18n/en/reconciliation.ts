export const enReconciliation = {
  'banner.reconcile':
    'Reconciliation needed: our books and {venue} differ on account {account}. Entries there wait; exits go on.',
  'banner.resolve': 'Resolve…',
  'reconcile.title': 'Reconciliation',
  'reconcile.what':
    'Account {account}: what our books say and what the exchange says. Entries wait until they agree; exits and protection go on.',
  'reconcile.ours': 'Ours',
  'reconcile.theirs': 'Exchange',
  'reconcile.difference': 'Difference',
  'reconcile.well': 'Our books and the exchange agree.',
  'reconcile.askAgain': 'Ask again',
  'reconcile.foreign': 'Orders and holdings of others',
  'reconcile.foreignTrades': 'Trades on the account that are not ours',
  'reconcile.accept': 'Accept',
  'reconcile.acceptTitle': 'Accept the exchange’s word on {asset}?',
  'reconcile.acceptWhat':
    'The books of account {account} will hold {amount} {asset}. Do this for a deposit, a withdrawal or a trade made elsewhere. It counts neither as profit nor as loss.',
  'reconcile.oversold': '{quantity} {asset} more were sold than our positions held.',
  'reconcile.oversoldWhat':
    'The exchange took {quantity} {asset} of account {account} beyond what our positions held. If another position of ours held them, it is reduced to what the account still has; otherwise they were coins of yours. Look at its orders first.',
  'reconcile.accepted': 'The books took the exchange’s word on {asset}.',
  'reconcile.reason': 'Reason',
  'reconcile.reasonHint': 'Kept in the journal.',
  'breach.position-quantity': '{symbol}: the quantity of a position is not what its fills add up to.',
  'breach.position-cost': '{symbol}: the cost of a position is not what its fills add up to.',
  'breach.position-openFees': '{symbol}: the entry fees of a position are not what its fills add up to.',
  'breach.position-realized': '{symbol}: the realised profit of a position is not what its fills add up to.',
  'breach.position-fees': '{symbol}: the fees of a position are not what its fills add up to.',
  'breach.position-oversold': '{symbol}: more of a position was sold than was bought.',
  'breach.order-filled': '{symbol}: an order counts another quantity than its fills.',
  'breach.order-overfilled': '{symbol}: an order filled more than it asked for.',
  'breach.duplicate-trade': '{symbol}: a trade is booked twice.',
  'reconcile.breachTitle': 'Accept what the fills of {symbol} say?',
  'reconcile.breachAccepted': '{symbol}: the books took the word of their fills.',
  'breachWhat.position':
    'The position becomes what its booked fills add up to: {counted} instead of {booked}, and so with its other sums. No coins or money move. Its profit and its bot’s change accordingly.',
  'breachWhat.oversold':
    'Its booked fills sell {counted} where {booked} were bought. Nothing is changed: the position stays as it is booked, and you have seen it. Balances go on being compared with the exchange.',
  'breachWhat.order':
    'The order counts what its booked fills add up to: {counted} instead of {booked}. No coins or money move. While it is open the exchange is asked what it has filled.',
  'breachWhat.overfilled':
    'The exchange filled {counted} where {booked} were asked for. All of it is booked, in the position too. Nothing is changed, and you have seen it; should it fill more, it is told again.',
  'breachWhat.trades':
    'The order names {booked} trades, and {counted} are booked. It will name those that are booked. No coins or money move.',
  'foreign.orders': 'Orders of others',
  'foreign.holdings': 'Holdings of others',
  'foreign.what': 'On the exchange and not ours: never touched unless you adopt it.',
  'foreign.adopt': 'Adopt',
  'foreign.bot': 'Bot that adopts it',
  'foreign.noBot': 'No bot of this account trades it. A stopped one will do.',
  'foreign.ignore': 'Ignore',
  'foreign.ignored': 'Ignored',
  'foreign.show': 'Do not ignore',
  'dust.title': 'Dust',
  'dust.what': 'Less than the exchange sells; the next position on the pair takes it in.',
} as const

/** Decimals are TEXT and exact, times INTEGER epoch ms, flags 0 or 1, JSON where a value has no fixed shape. */
export const first = `
PRAGMA application_id = 1096110671;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  venue_id TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('paper', 'live')),
  start TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE bots (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  mode TEXT NOT NULL CHECK (mode IN ('paper', 'live')),
  account_id TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  settings TEXT NOT NULL,
  wish TEXT NOT NULL,
  wish_since INTEGER NOT NULL,
  wish_reason TEXT NOT NULL,
  failure TEXT,
  created_at INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX bots_account ON bots (account_id);

CREATE TABLE orders (
  row INTEGER PRIMARY KEY,
  client_order_id TEXT NOT NULL UNIQUE,
  exchange_order_id TEXT,
  bot_id TEXT NOT NULL REFERENCES bots (id) DEFERRABLE INITIALLY DEFERRED,
  account_id TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  mode TEXT NOT NULL CHECK (mode IN ('paper', 'live')),
  symbol TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  type TEXT NOT NULL CHECK (type IN ('market', 'limit')),
  quantity TEXT NOT NULL,
  limit_price TEXT,
  expected_price TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('entry', 'exit')),
  -- No reference: the position is opened by the first fill.
  position_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  market_time INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  filled TEXT NOT NULL,
  trade_ids TEXT NOT NULL,
  sent INTEGER NOT NULL,
  outcome_unknown INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL,
  ended TEXT,
  rejection TEXT,
  final INTEGER NOT NULL
) STRICT;
CREATE INDEX orders_pending ON orders (row) WHERE final = 0;
CREATE INDEX orders_bot ON orders (bot_id);
CREATE INDEX orders_account ON orders (account_id);

CREATE TABLE order_transitions (
  row INTEGER PRIMARY KEY,
  client_order_id TEXT NOT NULL REFERENCES orders (client_order_id) DEFERRABLE INITIALLY DEFERRED,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  market_time INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX order_transitions_order ON order_transitions (client_order_id);

CREATE TABLE fills (
  row INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  trade_id TEXT NOT NULL,
  client_order_id TEXT NOT NULL REFERENCES orders (client_order_id) DEFERRABLE INITIALLY DEFERRED,
  bot_id TEXT NOT NULL,
  symbol TEXT NOT NULL,
  price TEXT NOT NULL,
  quantity TEXT NOT NULL,
  fee TEXT NOT NULL,
  fee_currency TEXT NOT NULL,
  liquidity TEXT NOT NULL CHECK (liquidity IN ('maker', 'taker')),
  market_time INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  realized TEXT,
  realized_currency TEXT,
  -- Exchanges number trades per pair.
  UNIQUE (account_id, symbol, trade_id)
) STRICT;
CREATE INDEX fills_account ON fills (account_id);
CREATE INDEX fills_order ON fills (client_order_id);
CREATE INDEX fills_symbol ON fills (symbol, market_time);
CREATE INDEX fills_bot_symbol ON fills (bot_id, symbol, market_time);
CREATE INDEX fills_realized ON fills (market_time) WHERE realized IS NOT NULL;

CREATE TABLE positions (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  bot_id TEXT NOT NULL REFERENCES bots (id) DEFERRABLE INITIALLY DEFERRED,
  account_id TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  mode TEXT NOT NULL CHECK (mode IN ('paper', 'live')),
  symbol TEXT NOT NULL,
  base TEXT NOT NULL,
  quote TEXT NOT NULL,
  quantity TEXT NOT NULL,
  cost TEXT NOT NULL,
  open_fees TEXT NOT NULL,
  realized TEXT NOT NULL,
  fees TEXT NOT NULL,
  bought_quantity TEXT NOT NULL,
  bought_cost TEXT NOT NULL,
  sold_quantity TEXT NOT NULL,
  sold_proceeds TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  entry_reason TEXT NOT NULL,
  exit_reason TEXT,
  -- Rises by one with each position that closes; null while open.
  closed_row INTEGER
) STRICT;
CREATE INDEX positions_open ON positions (row) WHERE closed_row IS NULL;
CREATE UNIQUE INDEX positions_closed ON positions (closed_row) WHERE closed_row IS NOT NULL;
CREATE INDEX positions_bot_closed ON positions (bot_id, closed_row);
CREATE INDEX positions_account ON positions (account_id);

CREATE TABLE position_totals (
  bot_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  closed INTEGER NOT NULL,
  won INTEGER NOT NULL,
  realized TEXT NOT NULL,
  wins TEXT NOT NULL,
  losses TEXT NOT NULL,
  last_closed_row INTEGER NOT NULL,
  PRIMARY KEY (bot_id, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
  id INTEGER PRIMARY KEY,
  bot_id TEXT NOT NULL REFERENCES bots (id) DEFERRABLE INITIALLY DEFERRED,
  symbol TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,
  conditions TEXT NOT NULL,
  price REAL NOT NULL,
  market_time INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  order_id TEXT
) STRICT;
CREATE INDEX decisions_bot ON decisions (bot_id);

CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  event TEXT NOT NULL,
  actor TEXT NOT NULL CHECK (actor IN ('user', 'engine')),
  bot_id TEXT,
  order_id TEXT,
  facts TEXT NOT NULL,
  market_time INTEGER,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX journal_bot ON journal (bot_id);

CREATE TABLE alerts (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  severity TEXT NOT NULL,
  text TEXT NOT NULL,
  target TEXT,
  raised_at INTEGER NOT NULL,
  seen INTEGER NOT NULL
) STRICT;

CREATE TABLE kill_latches (
  mode TEXT PRIMARY KEY CHECK (mode IN ('paper', 'live')),
  engaged INTEGER NOT NULL,
  since INTEGER,
  source TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE equity_samples (
  account_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  time INTEGER NOT NULL,
  equity TEXT NOT NULL,
  benchmark REAL,
  PRIMARY KEY (account_id, currency, time)
) STRICT, WITHOUT ROWID;

-- What thinning the samples must not change.
CREATE TABLE equity_extremes (
  account_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  highest TEXT NOT NULL,
  worst_drawdown REAL NOT NULL,
  thinned_to INTEGER NOT NULL,
  PRIMARY KEY (account_id, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE paper_balances (
  account_id TEXT NOT NULL,
  asset TEXT NOT NULL,
  total TEXT NOT NULL,
  free TEXT NOT NULL,
  PRIMARY KEY (account_id, asset)
) STRICT, WITHOUT ROWID;

CREATE TABLE paper_orders (
  row INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  client_order_id TEXT NOT NULL,
  exchange_order_id TEXT NOT NULL,
  symbol TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  type TEXT NOT NULL CHECK (type IN ('market', 'limit')),
  quantity TEXT NOT NULL,
  limit_price TEXT,
  filled TEXT NOT NULL,
  status TEXT NOT NULL,
  held TEXT NOT NULL,
  UNIQUE (account_id, client_order_id)
) STRICT;
CREATE INDEX paper_orders_open ON paper_orders (account_id) WHERE status = 'open';

CREATE TABLE paper_fills (
  row INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  trade_id TEXT NOT NULL,
  client_order_id TEXT NOT NULL,
  price TEXT NOT NULL,
  quantity TEXT NOT NULL,
  fee TEXT NOT NULL,
  fee_currency TEXT NOT NULL,
  liquidity TEXT NOT NULL CHECK (liquidity IN ('maker', 'taker')),
  market_time INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  UNIQUE (account_id, trade_id)
) STRICT;
CREATE INDEX paper_fills_order ON paper_fills (account_id, client_order_id);

CREATE TABLE paper_sequences (account_id TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`

/** Stops, take-profits, time in force, post-only and reduce-only; protection as a purpose. */
export const orderTypes = `
CREATE TABLE orders_new (
  row INTEGER PRIMARY KEY,
  client_order_id TEXT NOT NULL UNIQUE,
  exchange_order_id TEXT,
  bot_id TEXT NOT NULL REFERENCES bots (id) DEFERRABLE INITIALLY DEFERRED,
  account_id TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  mode TEXT NOT NULL CHECK (mode IN ('paper', 'live')),
  symbol TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  type TEXT NOT NULL CHECK (type IN (
    'market', 'limit', 'stop-market', 'stop-limit', 'take-profit-market', 'take-profit-limit'
  )),
  quantity TEXT NOT NULL,
  limit_price TEXT,
  trigger_price TEXT,
  time_in_force TEXT NOT NULL CHECK (time_in_force IN ('GTC', 'IOC', 'FOK')),
  post_only INTEGER NOT NULL,
  reduce_only INTEGER NOT NULL,
  expected_price TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('entry', 'exit', 'protection')),
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
INSERT INTO orders_new
SELECT row, client_order_id, exchange_order_id, bot_id, account_id, mode, symbol, side, type, quantity, limit_price,
  NULL, 'GTC', 0, 0, expected_price, purpose, position_id, reason, market_time, created_at, filled, trade_ids, sent,
  outcome_unknown, acknowledged, ended, rejection, final
FROM orders;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
CREATE INDEX orders_pending ON orders (row) WHERE final = 0;
CREATE INDEX orders_bot ON orders (bot_id);
CREATE INDEX orders_account ON orders (account_id);
`

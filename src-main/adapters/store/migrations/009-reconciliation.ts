/**
 * Fills by side: both sides of a trade between two orders of one account have the same number. What others placed or
 * left on an account and the user wants to hear no more of. What reconciliation looks for, by index.
 */
export const reconciliation = `
CREATE TABLE fills_new (
  row INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  trade_id TEXT NOT NULL,
  client_order_id TEXT NOT NULL REFERENCES orders (client_order_id) DEFERRABLE INITIALLY DEFERRED,
  bot_id TEXT NOT NULL,
  symbol TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
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
  UNIQUE (account_id, symbol, trade_id, side)
) STRICT;
INSERT INTO fills_new
SELECT fills.row, fills.account_id, trade_id, client_order_id, fills.bot_id, fills.symbol, orders.side, price,
  fills.quantity, fee, fee_currency, liquidity, fills.market_time, seen_at, realized, realized_currency
FROM fills JOIN orders USING (client_order_id);
DROP TABLE fills;
ALTER TABLE fills_new RENAME TO fills;
CREATE INDEX fills_account ON fills (account_id);
CREATE INDEX fills_order ON fills (client_order_id);
CREATE INDEX fills_symbol ON fills (symbol, market_time);
CREATE INDEX fills_bot_symbol ON fills (bot_id, symbol, market_time);
CREATE INDEX fills_realized ON fills (market_time) WHERE realized IS NOT NULL;
CREATE INDEX orders_exchange ON orders (account_id, exchange_order_id);
CREATE INDEX orders_time ON orders (account_id, market_time);
CREATE INDEX orders_position ON orders (position_id);
CREATE INDEX paper_fills_time ON paper_fills (account_id, market_time);

CREATE TABLE ignored (
  account_id TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('order', 'holding')),
  name TEXT NOT NULL,
  PRIMARY KEY (account_id, kind, name)
) STRICT, WITHOUT ROWID;
`

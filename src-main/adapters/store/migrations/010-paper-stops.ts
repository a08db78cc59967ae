/** The simulated exchange has orders that wait for a trigger price. */
export const paperStops = `
CREATE TABLE paper_orders_new (
  row INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  client_order_id TEXT NOT NULL,
  exchange_order_id TEXT NOT NULL,
  symbol TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  type TEXT NOT NULL CHECK (type IN (
    'market', 'limit', 'stop-market', 'stop-limit', 'take-profit-market', 'take-profit-limit'
  )),
  quantity TEXT NOT NULL,
  limit_price TEXT,
  trigger_price TEXT,
  triggered INTEGER NOT NULL,
  filled TEXT NOT NULL,
  status TEXT NOT NULL,
  held TEXT NOT NULL,
  UNIQUE (account_id, client_order_id)
) STRICT;
INSERT INTO paper_orders_new
SELECT row, account_id, client_order_id, exchange_order_id, symbol, side, type, quantity, limit_price, NULL, 0, filled,
  status, held
FROM paper_orders;
DROP TABLE paper_orders;
ALTER TABLE paper_orders_new RENAME TO paper_orders;
CREATE INDEX paper_orders_open ON paper_orders (account_id) WHERE status = 'open';
`

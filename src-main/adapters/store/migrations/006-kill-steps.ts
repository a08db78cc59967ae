/** What was asked for after the kill switch, and each order's and position's result; no reference, so that a row can outlive what it is about. */
export const killSteps = `
CREATE TABLE kill_steps (
  mode TEXT NOT NULL CHECK (mode IN ('paper', 'live')),
  step TEXT NOT NULL CHECK (step IN ('cancel-orders', 'close-positions')),
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (mode, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE kill_wishes (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  mode TEXT NOT NULL CHECK (mode IN ('paper', 'live')),
  step TEXT NOT NULL CHECK (step IN ('cancel-orders', 'close-positions')),
  target_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  bot_id TEXT NOT NULL,
  symbol TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  quantity TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  sale_id TEXT,
  attempts INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
`

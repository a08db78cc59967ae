/** What an account's books take in beside fills: its first balances, and differences that the user resolved. */
export const adjustments = `
CREATE TABLE adjustments (
  row INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  currency TEXT NOT NULL,
  amount TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('baseline', 'accepted')),
  reason TEXT NOT NULL,
  market_time INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX adjustments_account ON adjustments (account_id);
`

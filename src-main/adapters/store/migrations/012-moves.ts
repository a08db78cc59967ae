/** What fees in other coins counted as; coins moved between what an account holds and its positions; dust. */
export const moves = `
ALTER TABLE fills ADD COLUMN fee_in_quote TEXT;

CREATE TABLE adjustments_new (
  row INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  currency TEXT NOT NULL,
  amount TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('baseline', 'accepted', 'moved')),
  reason TEXT NOT NULL,
  market_time INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
INSERT INTO adjustments_new SELECT * FROM adjustments;
DROP TABLE adjustments;
ALTER TABLE adjustments_new RENAME TO adjustments;
CREATE INDEX adjustments_account ON adjustments (account_id);

CREATE TABLE dust (
  account_id TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
  symbol TEXT NOT NULL,
  asset TEXT NOT NULL,
  quantity TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (account_id, symbol)
) STRICT, WITHOUT ROWID;
`

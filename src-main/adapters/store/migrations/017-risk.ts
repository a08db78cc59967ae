/** Limits in all their versions, breakers that are not closed, and where days and peaks of profit stood. */
export const risk = `
CREATE TABLE limit_versions (
  row INTEGER PRIMARY KEY,
  scope TEXT NOT NULL,
  settings TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT;
CREATE INDEX limit_versions_scope ON limit_versions (scope);

CREATE TABLE breakers (
  scope TEXT NOT NULL,
  scope_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'half-open')),
  tripped_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  value TEXT NOT NULL,
  limit_value TEXT NOT NULL,
  -- "count", "ratio", "seconds", or null for an amount of the currency.
  unit TEXT,
  currency TEXT,
  resets_at INTEGER,
  good INTEGER NOT NULL,
  probe TEXT,
  PRIMARY KEY (scope, scope_id, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE loss_tracks (
  scope TEXT NOT NULL,
  currency TEXT NOT NULL,
  day INTEGER NOT NULL,
  day_start TEXT NOT NULL,
  peak TEXT NOT NULL,
  PRIMARY KEY (scope, currency)
) STRICT, WITHOUT ROWID;
`

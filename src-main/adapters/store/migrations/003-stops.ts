/** Where each open position is given up or taken home; prices are floats, as they are compared with trades. */
export const stops = `
CREATE TABLE stops (
  position_id TEXT PRIMARY KEY,
  stop REAL,
  trail_ratio REAL,
  take_profit REAL,
  peak REAL NOT NULL
) STRICT, WITHOUT ROWID;
`

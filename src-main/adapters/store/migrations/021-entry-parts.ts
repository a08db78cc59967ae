/** Positions that one entry has opened on several accounts, and how many positions closed beside how many trades. */
export const entryParts = `
CREATE TABLE entry_parts (
  position_id TEXT PRIMARY KEY,
  entry_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_parts_entry ON entry_parts (entry_id);

ALTER TABLE position_totals ADD COLUMN closed_positions INTEGER NOT NULL DEFAULT 0;
UPDATE position_totals SET closed_positions = closed;
`

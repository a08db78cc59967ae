/** Whom an alert is about, in which mode, and whether what it tells of has ended. */
export const alertStates = `
ALTER TABLE alerts ADD COLUMN bot_id TEXT;
ALTER TABLE alerts ADD COLUMN venue_id TEXT;
ALTER TABLE alerts ADD COLUMN mode TEXT;
ALTER TABLE alerts ADD COLUMN matter TEXT;
ALTER TABLE alerts ADD COLUMN resolved_at INTEGER;
CREATE INDEX alerts_matter ON alerts (matter) WHERE matter IS NOT NULL;
CREATE INDEX alerts_open ON alerts (row) WHERE matter IS NOT NULL AND resolved_at IS NULL;
CREATE INDEX alerts_new ON alerts (row) WHERE seen = 0;
`

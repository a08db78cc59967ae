/** Stops that trail by a distance or from a profit, break even, sell in parts, and expire; and what ended each trade. */
export const exitRules = `
ALTER TABLE stops ADD COLUMN planned_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stops ADD COLUMN rule TEXT NOT NULL DEFAULT 'stop-loss';
ALTER TABLE stops ADD COLUMN trail_distance REAL;
ALTER TABLE stops ADD COLUMN trail_from REAL NOT NULL DEFAULT 0;
ALTER TABLE stops ADD COLUMN break_even_from REAL;
ALTER TABLE stops ADD COLUMN break_even_at REAL NOT NULL DEFAULT 0;
ALTER TABLE stops ADD COLUMN targets TEXT NOT NULL DEFAULT '[]';
ALTER TABLE stops ADD COLUMN sold_before REAL NOT NULL DEFAULT 0;
ALTER TABLE stops ADD COLUMN keep REAL NOT NULL DEFAULT 1;
ALTER TABLE stops ADD COLUMN expires_at INTEGER;
ALTER TABLE stops ADD COLUMN expires_losing INTEGER NOT NULL DEFAULT 0;
`

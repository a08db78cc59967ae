/** What the user calls an account, and what is known of its key: never the key. A removed account keeps its history. */
export const liveAccounts = `
ALTER TABLE accounts ADD COLUMN name TEXT;
ALTER TABLE accounts ADD COLUMN key TEXT;
ALTER TABLE accounts ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
`

/** What was asked of stops that wait at an exchange, until it has said what became of it. */
export const stopChanges = `
CREATE TABLE stop_changes (
  client_order_id TEXT PRIMARY KEY REFERENCES orders (client_order_id) DEFERRABLE INITIALLY DEFERRED,
  trigger_price TEXT NOT NULL,
  quantity TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`

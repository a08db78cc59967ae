/** Why closed positions were sold, counted: adding up all of history for each look is slow. */
export const positionEnds = `
CREATE TABLE position_ends (
  bot_id TEXT NOT NULL,
  code TEXT NOT NULL,
  closed INTEGER NOT NULL,
  PRIMARY KEY (bot_id, code)
) STRICT, WITHOUT ROWID;

INSERT INTO position_ends
SELECT bot_id, json_extract(exit_reason, '$.code'), count(*) FROM positions
WHERE closed_row IS NOT NULL AND exit_reason IS NOT NULL GROUP BY 1, 2;
`

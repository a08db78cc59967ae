/** What each bot's closed trades returned over what was paid, summed; for those that closed before, to 12 places. */
const sumOf = (condition: string): string => `coalesce((
  SELECT printf('%.12f', sum(CAST(realized AS REAL) / CAST(bought_cost AS REAL))) FROM positions
  WHERE positions.bot_id = position_totals.bot_id AND quote = currency AND closed_row IS NOT NULL
    AND CAST(bought_cost AS REAL) > 0 AND CAST(realized AS REAL) ${condition} 0), '0')`

export const tradeReturns = `
ALTER TABLE position_totals ADD COLUMN win_returns TEXT NOT NULL DEFAULT '0';
ALTER TABLE position_totals ADD COLUMN loss_returns TEXT NOT NULL DEFAULT '0';
UPDATE position_totals SET win_returns = ${sumOf('>')}, loss_returns = ${sumOf('<')};
`

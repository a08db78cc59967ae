/** No question is asked by these, and each order and position had to write them. */
export const unreadIndexes = `
DROP INDEX orders_bot;
DROP INDEX orders_account;
DROP INDEX positions_account;
`

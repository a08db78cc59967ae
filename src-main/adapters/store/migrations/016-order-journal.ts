/** The journal of one order, from its decision to its end. */
export const orderJournal = `
CREATE INDEX journal_order ON journal (order_id) WHERE order_id IS NOT NULL;
`

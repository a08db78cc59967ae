/** When the kill switch was engaged and lifted, however much else the journal holds. */
export const killJournal = `
CREATE INDEX journal_kill ON journal (id) WHERE event IN ('kill.engaged', 'kill.lifted');
`

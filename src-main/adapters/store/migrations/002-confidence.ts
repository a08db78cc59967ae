/** How sure the strategy was of an entry, 0 to 100; unknown for decisions of earlier versions. */
export const confidence = `
ALTER TABLE decisions ADD COLUMN confidence INTEGER;
`

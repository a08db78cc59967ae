/** What the user agreed to when a bot went live; null for paper bots. */
export const liveBots = `
ALTER TABLE bots ADD COLUMN live TEXT;
`

/** SQL from a list of columns, so that a table's columns are named once; the values come by name. */
export const insertInto = (table: string, columns: readonly string[]): string =>
  `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`

/** Inserts, or replaces the listed columns of the row with the same key. */
export const upsertInto = (table: string, key: readonly string[], columns: readonly string[]): string => {
  const others = columns.filter((column) => !key.includes(column))
  const changes = others.map((column) => `${column} = excluded.${column}`).join(', ')
  return `${insertInto(table, columns)} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes}`
}

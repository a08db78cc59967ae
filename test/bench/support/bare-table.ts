import { join } from 'node:path'
import { type DriverName, openDatabase } from '../../../src-main/adapters/store/driver.ts'

/** The least that a durable write can be: one row of one column, flushed to disk, in a file of its own. */
export const openBareTable = (folder: string, driver: DriverName) => {
  const database = openDatabase(join(folder, `bare-${driver}.db`), { driver })
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE bare (row INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT')
  const insert = database.prepare('INSERT INTO bare (text) VALUES (@text)')
  return { insert: () => insert.run({ text: 'bare' }), close: () => database.close() }
}

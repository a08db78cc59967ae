import { type Database, sqliteCode } from './driver.ts'

/** A commit writes some five to twenty pages: the log stays around the thousand pages at which SQLite would do it. */
const everyCommits = 128
/** After the commit that made it due: an order and its answers go first. */
const delayMs = 20
/** Pages at which SQLite does it by itself, in the middle of a commit, should it not have been done by then. */
const mostPages = 4_000

/** Copies what is in a database's log back into the database when nothing waits for it, instead of within a commit. */
export class Checkpoints {
  readonly #database: Database
  #commits = 0
  #timer: NodeJS.Timeout | null = null

  constructor(database: Database) {
    this.#database = database
    database.pragma(`wal_autocheckpoint = ${mostPages}`)
  }

  onCommit(): void {
    this.#commits += 1
    if (this.#commits < everyCommits || this.#timer !== null) return
    this.#timer = setTimeout(() => this.#checkpoint(), delayMs)
    this.#timer.unref()
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  #checkpoint(): void {
    this.#timer = null
    this.#commits = 0
    try {
      // What readers of an older state hold up is done the next time.
      this.#database.pragma('wal_checkpoint(PASSIVE)')
    } catch (error) {
      // As within a commit, a full disk ends nothing here: all is in the log still, and the next commit says it.
      if (sqliteCode(error) === null) throw error
    }
  }
}

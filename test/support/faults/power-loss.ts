import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type Database, openDatabase } from '../../../src-main/adapters/store/driver.ts'
import { tradingFileOf } from '../../../src-main/adapters/store/trading-database.ts'

/**
 * What a loss of power leaves of a data folder: all that was flushed, and of what was only written since a part that
 * nobody chooses. It is told of each flush; the log of the database grows by itself and ends anywhere then.
 */
export class PowerLoss {
  readonly #file: string
  readonly #log: string
  /** Reads all the time, so that the log is never begun anew while the power is on. */
  readonly #reader: Database
  readonly #outlives: number
  #flushed: number
  #left: { readonly pages: Buffer; readonly log: Buffer } | null = null

  /**
   * @param folder whose store is open
   * @param outlives share of what was not flushed that reaches the disk, 0 to 1
   */
  constructor(folder: string, outlives: number) {
    this.#outlives = outlives
    this.#file = tradingFileOf(folder)
    this.#log = `${this.#file}-wal`
    this.#reader = openDatabase(this.#file, { readOnly: true })
    this.#reader.exec('BEGIN')
    this.#reader.prepare('SELECT count(*) AS tables FROM sqlite_master').get({})
    this.#flushed = this.written()
  }

  /** @param written size that the log had when the flush began */
  onFlushed(written = this.written()): void {
    this.#flushed = Math.max(this.#flushed, written)
  }

  /** Size of the log. */
  written(): number {
    return statSync(this.#log).size
  }

  /** The power goes; call before the store is closed, which would write more. */
  strike(): void {
    const log = readFileSync(this.#log)
    const kept = this.#flushed + Math.floor((log.length - this.#flushed) * this.#outlives)
    this.#left = { pages: readFileSync(this.#file), log: log.subarray(0, kept) }
  }

  /** Leaves the folder as the power left it; call once the store is closed. */
  settle(): void {
    this.#reader.exec('ROLLBACK')
    this.#reader.close()
    if (this.#left === null) return
    rmSync(`${this.#file}-shm`, { force: true })
    writeFileSync(this.#file, this.#left.pages)
    writeFileSync(this.#log, this.#left.log)
  }
}

import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs'

const ownerOnly = 0o600

/** Everything in the data folder is for its owner only, whatever the process's umask. */
export const makePrivateFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
}

/**
 * Creates an empty file for SQLite to fill: its side files take over these permissions.
 * @throws when the file is there already. An existing file is never opened here, since closing any handle on a
 * file would end this process's locks on it.
 */
export const createPrivateFile = (file: string): void => {
  closeSync(openSync(file, 'wx', ownerOnly))
  chmodSync(file, ownerOnly)
}

export const makePrivate = (...files: readonly string[]): void => {
  for (const file of files) if (existsSync(file)) chmodSync(file, ownerOnly)
}

/** Returns when the file or folder is on disk; a folder's names are as durable as its files then. */
export const flush = (path: string): void => {
  // Windows cannot open a folder for this.
  const handle = openSync(path, process.platform === 'win32' ? 'r+' : 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

export const flushFolder = (folder: string): void => {
  if (process.platform !== 'win32') flush(folder)
}

/** SQLite's files that belong to a database and are nothing without it, and it nothing without them. */
export const sideFilesOf = (file: string): readonly string[] => [
  `${file}-wal`,
  `${file}-shm`,
  `${file}-journal`,
]

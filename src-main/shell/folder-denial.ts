import { accessSync, constants, mkdirSync } from 'node:fs'

/** The system's word for what was thrown, for example "EROFS"; null where it has none. */
const systemCodeOf = (thrown: unknown): string | null => {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, 'code') : null
  return typeof code === 'string' ? code : null
}

const denials: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS'])

/** The system's code when it did not let the app read or write; null when something else went wrong. */
export const denialIn = (thrown: unknown): string | null => {
  const code = systemCodeOf(thrown)
  return code !== null && denials.has(code) ? code : null
}

/**
 * Why nothing can be written in the folder, which is created when it is new; null when something can. Asked before
 * the single-instance lock: where that cannot be written, it looks as if another process held it.
 */
export const folderDenial = (folder: string): string | null => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    return systemCodeOf(error) ?? String(error)
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new empty folder that its user removes. */
export const newFolder = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'auronex-store-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

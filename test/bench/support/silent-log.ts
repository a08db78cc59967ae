import type { Log } from '../../../src-main/engine/ports/log.ts'

/** Keeps only what must make a benchmark fail. */
export const silentLog = (): Log & { readonly errors: readonly string[] } => {
  const errors: string[] = []
  return {
    errors,
    error: (event, fields) => errors.push(`${event} ${JSON.stringify(fields ?? {})}`),
    warn: () => {},
    info: () => {},
  }
}

import type { Entry } from './entry.ts'

export type Selection =
  | { readonly kind: 'chosen'; readonly names: ReadonlySet<string> }
  | { readonly kind: 'unknown'; readonly prefix: string }

/** The names that begin with one of the prefixes; all without any. A prefix of nothing is a mistake. */
export const choose = (entries: readonly Entry[], prefixes: readonly string[]): Selection => {
  const all = entries.flatMap((entry) => entry.names)
  const unknown = prefixes.find((prefix) => !all.some((name) => name.startsWith(prefix)))
  if (unknown !== undefined) return { kind: 'unknown', prefix: unknown }
  const isChosen = (name: string) => prefixes.some((prefix) => name.startsWith(prefix))
  return { kind: 'chosen', names: new Set(prefixes.length === 0 ? all : all.filter(isChosen)) }
}

import type { CandleRow, EquityPoint } from '../../src-preload/contract/views.ts'

export const byId = (row: { readonly id: number }): number => row.id

/** Known rows keep their place, so that an update never moves what someone is about to click. */
export const changeById = <T extends { readonly id: string }>(
  known: ReadonlyMap<string, T> | null,
  changed: readonly T[],
  removed: readonly string[],
): ReadonlyMap<string, T> => {
  const next = new Map(known)
  for (const row of changed) next.set(row.id, row)
  for (const id of removed) next.delete(id)
  return next
}

export const prependNewest = <T extends { readonly id: string | number }>(
  known: readonly T[],
  added: readonly T[],
  order: (row: T) => number,
  bound: number,
): readonly T[] => {
  const addedIds = new Set(added.map((row) => row.id))
  const rows = [...added, ...known.filter((row) => !addedIds.has(row.id))]
  return rows.sort((left, right) => order(right) - order(left)).slice(0, bound)
}

/** The last point may still be moving: one of the same time replaces it. */
export const appendByTime = (
  known: readonly EquityPoint[],
  added: readonly EquityPoint[],
  bound: number,
): readonly EquityPoint[] => {
  const first = added[0]
  if (first === undefined) return known
  let keep = known.length
  while (keep > 0 && (known[keep - 1]?.time ?? 0) >= first.time) keep -= 1
  return [...known.slice(0, keep), ...added].slice(-bound)
}

/** Rows replace or append by open time; most often it is the last one that changes. */
export const mergeCandles = (
  known: readonly CandleRow[],
  changed: readonly CandleRow[],
  bound: number,
): readonly CandleRow[] => {
  if (changed.length === 0) return known
  if (known.length === 0) return changed.slice(-bound)
  const rows = new Map(known.map((row) => [row[0], row]))
  for (const row of changed) rows.set(row[0], row)
  return [...rows.values()].sort((left, right) => left[0] - right[0]).slice(-bound)
}

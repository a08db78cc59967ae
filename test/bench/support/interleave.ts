/**
 * Runs the contenders in turn, A B A B …, so that whatever else the computer does falls on all of them alike.
 * @param warmUp rounds before the first that counts
 * @returns one list of results per contender
 */
export const interleave = async <T>(
  contenders: readonly (() => T | Promise<T>)[],
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
): Promise<readonly (readonly T[])[]> => {
  const results = contenders.map((): T[] => [])
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const [index, measure] of contenders.entries()) {
      const result = await measure()
      if (round >= warmUp) results[index]?.push(result)
    }
  }
  return results
}

/** Milliseconds that the work took. */
export const timed = (work: () => unknown): number => {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

import type { Clock } from '../engine/ports/clock.ts'

/** What the work brings, or `late` when it has brought nothing in time; its failure is the caller's. */
export const within = <T, L>(clock: Clock, limitMs: number, work: Promise<T>, late: L): Promise<T | L> =>
  new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => resolve(late))
    work.then(resolve, reject).finally(cancel)
  })

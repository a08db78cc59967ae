import { describe } from 'vitest'
import { bookContract } from './book.ts'
import type { OpenFeed } from './harness.ts'
import { historyContract } from './history.ts'
import { streamContract } from './stream.ts'

/** What holds for every market feed. Run it with a harness for each. */
export const feedContract = (name: string, open: OpenFeed): void => {
  describe(`${name}: history`, () => historyContract(open))
  describe(`${name}: order book`, () => bookContract(open))
  describe(`${name}: stream`, () => streamContract(open))
}

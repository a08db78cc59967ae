import { type Random, seededRandom, seedOf } from '../../../src-main/domain/random.ts'

/** Choices by chance that a seed repeats; each name gets a sequence of its own. */
export class Choices {
  readonly #random: Random

  constructor(...seed: readonly (string | number)[]) {
    this.#random = seededRandom(seedOf(...seed))
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1))
  }

  number(from: number, to: number): number {
    return from + this.#random() * (to - from)
  }

  chance(probability: number): boolean {
    return this.#random() < probability
  }

  /** @throws RangeError when there is nothing to choose from */
  of<T>(all: readonly T[]): T {
    const chosen = all[this.whole(0, all.length - 1)]
    if (chosen === undefined) throw new RangeError('nothing to choose from')
    return chosen
  }
}

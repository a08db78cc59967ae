/** Time as a dependency: the engine never asks the machine. */
export interface Clock {
  /** Epoch ms. */
  now(): number
  /** Rising milliseconds for measuring spans; has no date. */
  monotonic(): number
  /** Calls once after at least `delayMs`; returns the function that cancels. */
  after(delayMs: number, call: () => void): () => void
  /** Calls repeatedly every `periodMs`; returns the function that ends it. */
  every(periodMs: number, call: () => void): () => void
}

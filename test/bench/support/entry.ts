import type { Measurement } from './report.ts'

/** Explanations for the reader, on standard error. */
export type Say = (text: string) => void

/** One benchmark; it may measure several things at once. */
export interface Entry {
  /** Of every measurement that it makes. */
  readonly names: readonly string[]
  run(say: Say): Promise<readonly Measurement[]>
}

import { parseArgs } from 'node:util'

export type FaultOptions =
  /** So many seeds, and their scorecard. */
  | { readonly kind: 'seeds'; readonly count: number }
  /** One seed again. */
  | { readonly kind: 'seed'; readonly seed: number; readonly kill: boolean }

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new RangeError(`"${text}" is no whole number above 0`)
  return Number(text)
}

/**
 * What the arguments ask about faults; null when they do not.
 * @throws Error for arguments that cannot be understood
 */
export const faultOptions = (args: readonly string[]): FaultOptions | null => {
  if (!args.some((arg) => arg.startsWith('--fault'))) return null
  const { values } = parseArgs({
    args: [...args],
    options: {
      faults: { type: 'string' },
      'fault-seed': { type: 'string' },
      kill: { type: 'boolean', default: false },
    },
  })
  const { faults, 'fault-seed': seed, kill } = values
  if (seed !== undefined) return { kind: 'seed', seed: wholeNumber(seed), kill }
  return { kind: 'seeds', count: wholeNumber(faults ?? '') }
}

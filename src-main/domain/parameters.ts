import {
  addRatio,
  compare,
  isDecimalText,
  isOnStep,
  negateRatio,
  type Ratio,
  ratio,
} from './money/decimal.ts'

/** A number the user may set: forms are generated from it and settings are checked against it. Decimals as text. */
export interface ParameterSpec<K extends string = string> {
  readonly key: K
  /** "switch": 1 for on, 0 for off. */
  readonly kind: 'integer' | 'decimal' | 'ratio' | 'seconds' | 'money' | 'switch'
  readonly min: string
  readonly max: string
  /** Values are min + n · step. */
  readonly step: string
  readonly default: string
}

export type ParameterValues = Readonly<Record<string, string>>

export interface FieldError {
  /** Dotted place in the settings, for example "parameters.fast". */
  readonly path: string
  readonly code:
    | 'required'
    | 'not-a-number'
    | 'below-min'
    | 'above-max'
    | 'off-step'
    | 'too-long'
    | 'unknown-venue'
    | 'unknown-symbol'
    | 'mixed-quotes'
    | 'unknown-strategy'
    | 'unknown-parameter'
    | 'fast-not-below-slow'
    | 'target-not-above-last'
    | 'shares-above-all'
    | 'allocation-above-balance'
  readonly facts?: Readonly<Record<string, string | number>>
}

const checkOne = (path: string, spec: ParameterSpec, value: string | undefined): FieldError | null => {
  if (value === undefined || value === '') return { path, code: 'required' }
  if (!isDecimalText(value)) return { path, code: 'not-a-number' }
  const given = ratio(value)
  const [min, max, step] = [ratio(spec.min), ratio(spec.max), ratio(spec.step)]
  if (compare(given, min) < 0) return { path, code: 'below-min', facts: { min: spec.min } }
  if (compare(given, max) > 0) return { path, code: 'above-max', facts: { max: spec.max } }
  if (!isOnStep<'ratio'>(addRatio(given, negateRatio(min)), step))
    return { path, code: 'off-step', facts: { step: spec.step } }
  return null
}

/** Checks values against their specs; unknown keys are errors too, since a misspelt limit must not be lost. */
export const checkParameters = (
  prefix: string,
  specs: readonly ParameterSpec[],
  values: ParameterValues,
): readonly FieldError[] => {
  const known = new Set(specs.map((spec) => spec.key))
  const unknown = Object.keys(values)
    .filter((key) => !known.has(key))
    .map((key): FieldError => ({ path: `${prefix}.${key}`, code: 'unknown-parameter', facts: { key } }))
  const wrong = specs.map((spec) => checkOne(`${prefix}.${spec.key}`, spec, values[spec.key]))
  return [...wrong.filter((error) => error !== null), ...unknown]
}

export const defaultsOf = (specs: readonly ParameterSpec[]): ParameterValues =>
  Object.fromEntries(specs.map((spec) => [spec.key, spec.default]))

const required = (values: ParameterValues, key: string): string => {
  const value = values[key]
  if (value === undefined) throw new Error(`parameter "${key}" was not checked`)
  return value
}

/** A checked parameter as a float, for indicator periods and thresholds. */
export const numberOf = (values: ParameterValues, key: string): number => {
  const text = required(values, key)
  if (!isDecimalText(text)) throw new RangeError(`not a decimal: "${text}"`)
  return Number(text)
}
/** A checked parameter as an exact ratio. */
export const ratioOf = (values: ParameterValues, key: string): Ratio => ratio(required(values, key))
/** A checked parameter as decimal text. */
export const textOf = (values: ParameterValues, key: string): string => required(values, key)

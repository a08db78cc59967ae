/** Whether a value from outside has the form that a type promises. */
export type Shape = (value: unknown) => boolean

export const text: Shape = (value) => typeof value === 'string'
export const flag: Shape = (value) => typeof value === 'boolean'
export const anything: Shape = () => true
export const number =
  (from: number, to: number): Shape =>
  (value) =>
    typeof value === 'number' && value >= from && value <= to
export const whole =
  (from: number, to: number): Shape =>
  (value) =>
    Number.isInteger(value) && number(from, to)(value)
export const decimal: Shape = (value) => typeof value === 'string' && /^-?\d+(\.\d{1,18})?$/.test(value)
export const one =
  (...values: readonly unknown[]): Shape =>
  (value) =>
    values.includes(value)
export const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value)
export const either =
  (...shapes: readonly Shape[]): Shape =>
  (value) =>
    shapes.some((shape) => shape(value))
export const texts: Shape = (value) =>
  typeof value === 'object' && value !== null && Object.values(value).every(text)

/** An object with these fields and no others. */
export const fields =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((name) => Object.hasOwn(shapes, name)) &&
    Object.entries(shapes).every(([name, shape]) => shape(Object(value)[name]))

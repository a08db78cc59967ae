/** A sentence by its code, worded by the window in the user's language. */
export interface Sentence<C extends string = string> {
  readonly code: C
  readonly facts?: Facts
}

export type Facts = Readonly<Record<string, string | number>>

export const sentence = <C extends string>(code: C, facts?: Facts): Sentence<C> =>
  facts === undefined ? { code } : { code, facts }

/** A plural message is chosen by its fact `count`. Forms that a language has beyond these two use "other". */
export interface PluralMessage {
  readonly one: string
  readonly other: string
}
export type Message = string | PluralMessage
export type Facts = Readonly<Record<string, string | number>>

/** The same keys as another table, plural where that one is plural: a missing or spare key does not compile. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : PluralMessage }

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never

/** Names of the facts that a message asks for. */
export type FactNames<M> = M extends string
  ? NamesIn<M>
  : M extends { readonly other: infer Other extends string; readonly one: infer One extends string }
    ? NamesIn<Other> | NamesIn<One> | 'count'
    : never

export const fill = (text: string, facts: Facts, number: (value: number) => string): string =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const fact = facts[name]
    if (fact === undefined) return hole
    return typeof fact === 'number' ? number(fact) : fact
  })

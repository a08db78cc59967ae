import type { Language } from '../../src-preload/contract/values.ts'
import { en } from './en/en.ts'
import { type FactNames, type Facts, fill, type Message } from './message.ts'
import { ptBr } from './pt-br/pt-br.ts'

export type TextKey = keyof typeof en
type FactsFor<K extends TextKey> = [FactNames<(typeof en)[K]>] extends [never]
  ? []
  : [facts: Readonly<Record<FactNames<(typeof en)[K]>, string | number>>]

/** A key without its facts, or with facts of other names, does not compile. */
export type Translate = <K extends TextKey>(key: K, ...facts: FactsFor<K>) => string

export const tables: Readonly<Record<Language, Readonly<Record<TextKey, Message>>>> = {
  en,
  'pt-BR': ptBr,
}

/** For keys built from the engine's codes, whose facts arrive at run time. */
export const createLooseTranslate = (language: Language) => {
  const table = tables[language]
  const plural = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language)
  return (key: TextKey, facts: Facts = {}): string => {
    const message = table[key]
    const text =
      typeof message === 'string'
        ? message
        : message[plural.select(Number(facts.count ?? 0)) === 'one' ? 'one' : 'other']
    return fill(text, facts, (value) => numbers.format(value).replaceAll('-', '\u2212'))
  }
}

export const createTranslate = (language: Language): Translate => {
  const translate = createLooseTranslate(language)
  return (key, ...[facts]) => translate(key, facts as Facts | undefined)
}

import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import type { Language, Sentence } from '../../src-preload/contract/values.ts'
import { createFormat, type Format } from '../format/format.ts'
import type { Facts } from './message.ts'
import { createSay } from './sentence.ts'
import { createLooseTranslate, createTranslate, type TextKey, type Translate } from './translate.ts'

export interface I18n {
  readonly language: Language
  readonly t: Translate
  /** For keys made of the engine's codes. */
  readonly loose: (key: TextKey, facts?: Facts) => string
  readonly say: (sentence: Sentence) => string
  readonly wordFacts: (facts: Facts) => Facts
  readonly format: Format
}

export const createI18n = (language: Language): I18n => {
  const format = createFormat(language)
  const loose = createLooseTranslate(language)
  return { language, t: createTranslate(language), loose, format, ...createSay(loose, format) }
}

export const languageOf = (chosen: Language | 'system', systemLanguage: string): Language => {
  if (chosen !== 'system') return chosen
  return systemLanguage.toLowerCase().startsWith('pt') ? 'pt-BR' : 'en'
}

const I18nContext = createContext<I18n>(createI18n('en'))

export const I18nProvider = ({ language, children }: { language: Language; children: ReactNode }) => {
  const value = useMemo(() => createI18n(language), [language])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return <I18nContext.Provider value={value}>{children}</I18nContext.Provider>
}

export const useI18n = (): I18n => useContext(I18nContext)

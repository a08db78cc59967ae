import type { JournalView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { type TextKey, tables } from '../../i18n/translate.ts'

type Facts = JournalView['facts']

/** Facts that say by themselves what they are. */
const nameless = new Set([
  'symbol',
  'side',
  'action',
  'purpose',
  'type',
  'reason',
  'name',
  'mode',
  'message',
  'code',
])
/** Where the words for a fact's value are: a value without a word there appears as it came. */
const wordsOf: Readonly<Record<string, string>> = {
  side: 'side',
  action: 'decision',
  purpose: 'purpose',
  type: 'orderType',
  reason: 'orderReason',
}

/** The facts of an event that has no sentence: each with its name, in the user's words. */
export const useFactText = (): ((facts: Facts) => string) => {
  const { loose, wordFacts, format } = useI18n()
  const known = (key: string, otherwise: string) => (key in tables.en ? loose(key as TextKey) : otherwise)

  const wordOf = (name: string, facts: Facts, worded: Facts): string => {
    const value = facts[name] ?? ''
    const words = wordsOf[name]
    if (words !== undefined) return known(`${words}.${value}`, String(value))
    switch (name) {
      case 'quantity':
        return format.number(value)
      case 'trigger':
        return format.price(value)
      case 'fee':
        return `${format.number(value)} ${facts.feeCurrency ?? ''}`
      case 'confidence':
        return `${format.number(value)} %`
      case 'delayMs':
        return format.duration(Number(value))
      default:
        return String(worded[name] ?? value)
    }
  }

  return (facts) => {
    const worded = wordFacts(facts)
    return Object.keys(facts)
      .filter((name) => name !== 'feeCurrency')
      .map((name) => {
        const value = wordOf(name, facts, worded)
        return nameless.has(name) ? value : `${known(`fact.${name}`, name)} ${value}`
      })
      .join(' · ')
  }
}

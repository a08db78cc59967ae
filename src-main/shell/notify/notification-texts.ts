import type { Language } from '../../../src-preload/contract/values.ts'
import type { Alert } from '../../engine/ports/alerts.ts'
import type { AlertCode, AlertWords } from './alert-words.ts'
import { measuredFacts } from './measured-facts.ts'
import { enWords } from './words-en.ts'
import { ptBrWords } from './words-pt-br.ts'

const texts: Readonly<Record<Language, AlertWords>> = { en: enWords, 'pt-BR': ptBrWords }
const modes = {
  en: { paper: 'paper', live: 'live' },
  'pt-BR': { paper: 'simulado', live: 'real' },
} as const

/** Whose value and limit come with a unit. */
const measured: ReadonlySet<string> = new Set(['alert.breaker-tripped', 'alert.limit-nearly-used'])

const isAlertCode = (code: string): code is AlertCode => code in enWords
const isSpan = (seconds: unknown): seconds is number => typeof seconds === 'number' && seconds >= 0

/** As people say it, in its two largest units. */
const spanText = (language: Language, seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  const parts = [
    ['hour', Math.floor(minutes / 60)],
    ['minute', minutes % 60],
    ['second', minutes < 60 ? seconds % 60 : 0],
  ] as const
  const said = parts.filter(([, amount]) => amount > 0)
  const words = said.map(([unit, amount]) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(amount),
  )
  return words.join(' ')
}

const isDecimal = (fact: string | number): boolean => /^-?\d+(\.\d+)?$/.test(String(fact))

/** Title and body of an alert as a desktop notification; null for one that stays in the app. */
export const notificationText = (
  language: Language,
  { text, mode }: Pick<Alert, 'text' | 'mode'>,
): { readonly title: string; readonly body: string } | null => {
  const words = isAlertCode(text.code) ? texts[language][text.code] : null
  if (words === null) return null
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 8 })
  const facts: Readonly<Record<string, string | number>> = {
    ...(measured.has(text.code) ? measuredFacts(language, text.facts ?? {}) : text.facts),
    ...(mode === null ? {} : { mode: modes[language][mode] }),
    ...(isSpan(text.facts?.seconds) ? { span: spanText(language, text.facts.seconds) } : {}),
  }
  const filled = words[1].replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name] ?? ''
    return isDecimal(fact) ? number.format(Number(fact)) : String(fact)
  })
  // Whoever trades both must see at a glance which money it is.
  const title = mode === 'live' ? `${modes[language].live.toUpperCase()}: ${words[0]}` : words[0]
  return { title, body: filled.replace(/([.!?])\.(?=\s|$)/g, '$1') }
}

import type { Sentence } from '../../src-preload/contract/values.ts'
import type { Format } from '../format/format.ts'
import type { Facts } from './message.ts'
import type { TextKey } from './translate.ts'

type Loose = (key: TextKey, facts?: Facts) => string
type Wording = (value: string | number, facts: Facts) => string

const isDecimal = (value: string | number): boolean => /^-?\d+(\.\d+)?$/.test(String(value))

/** How each fact is worded, by its name; one that is not listed appears as it came. */
const wordings = (translate: Loose, format: Format): Readonly<Record<string, Wording>> => {
  const amount: Wording = (value, facts) => {
    if (!isDecimal(value)) return String(value)
    if (facts.unit === 'ratio') return format.percent(value)
    if (facts.unit === 'seconds') return `${format.number(value)} s`
    const currency = facts.currency
    return currency === undefined ? format.number(value) : format.money(value, String(currency))
  }
  const word =
    (prefix: string, known: Readonly<Record<string, TextKey>>): Wording =>
    (value) => {
      const key = known[`${prefix}.${value}`]
      return key === undefined ? String(value) : translate(key)
    }
  const price: Wording = (value) => (isDecimal(value) ? format.price(value) : String(value))
  const statistic: Wording = (value) => (isDecimal(value) ? format.number(value) : String(value))
  return {
    exposure: amount,
    loss: amount,
    limit: amount,
    free: amount,
    needed: amount,
    value: amount,
    minimum: amount,
    balance: amount,
    pnl: (value, facts) =>
      isDecimal(value) ? format.change(value, String(facts.currency ?? '')) : String(value),
    // A difference of clocks has a sign, and its tenths matter.
    seconds: (value) =>
      Number(value) < 0 || !Number.isInteger(Number(value))
        ? `${format.number(value)} s`
        : format.duration(Number(value) * 1000),
    edge: (value) => (isDecimal(value) ? format.percent(value) : String(value)),
    price,
    level: price,
    min: statistic,
    max: statistic,
    step: statistic,
    before: statistic,
    close: statistic,
    volumeBefore: statistic,
    volume: statistic,
    mode: word('mode', { 'mode.paper': 'mode.paper.word', 'mode.live': 'mode.live.word' }),
    source: word('source', {
      'source.window': 'source.window',
      'source.shortcut': 'source.shortcut',
      'source.tray': 'source.tray',
      'source.menu': 'source.menu',
    }),
    touched: word('touched', {
      // Records of earlier versions.
      'touched.stop': 'touched.stop',
      'touched.stop-loss': 'touched.stop-loss',
      'touched.trailing': 'touched.trailing',
      'touched.break-even': 'touched.break-even',
      'touched.target': 'touched.target',
      'touched.take-profit': 'touched.take-profit',
      'touched.time': 'touched.time',
    }),
    endedBy: word('endedBy', { 'endedBy.self-trade': 'endedBy.self-trade' }),
    state: (value) => translate(`orderState.${value}` as TextKey),
    rule: (value) => translate(`breakerRule.${value}` as TextKey),
    next: (value) => translate(`breakerNext.${value}` as TextKey),
    setting: (value) => translate(`parameter.${value}` as TextKey),
    code: (value) => translate(`rejection.${value}` as TextKey),
  }
}

/** Words what the engine says: its code names the text, its facts fill it in the language's own forms. */
export const createSay = (translate: Loose, format: Format) => {
  const words = wordings(translate, format)
  const wordFacts = (facts: Facts): Facts =>
    Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [name, words[name]?.(value, facts) ?? value]),
    )
  return {
    say: (sentence: Sentence): string =>
      translate(`sentence.${sentence.code}`, wordFacts(sentence.facts ?? {})),
    wordFacts,
  }
}

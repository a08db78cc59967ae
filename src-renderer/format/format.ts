import type { Language } from '../../src-preload/contract/values.ts'
import { moneyDigits, priceDigits } from './digits.ts'
import { durationText } from './duration.ts'

/** Exact decimal text, or a number where the contract itself uses a statistic. */
export type Amount = string | number

export interface Format {
  /** Without its currency: for columns whose head names it. */
  money(amount: Amount, currency: string): string
  moneyWithCode(amount: Amount, currency: string): string
  /** A change: + or − in front unless zero. */
  change(amount: Amount, currency: string): string
  price(amount: Amount, digits?: number): string
  quantity(amount: Amount): string
  percent(ratio: Amount, digits?: number): string
  percentChange(ratio: Amount, digits?: number): string
  number(amount: Amount, digits?: number): string
  /** As people type it: no grouping, the locale's decimal separator. */
  input(amount: string): string
  clock(at: number): string
  clockSeconds(at: number): string
  day(at: number): string
  dateTime(at: number): string
  dateTimeSeconds(at: number): string
  /** The clock, and the day where it is not the UTC day of `now`. */
  moment(at: number, now: number): string
  duration(ms: number): string
  /** mm:ss or h:mm:ss of a countdown. */
  countdown(ms: number): string
  bytes(count: number): string
}

const dayMs = 86_400_000

const minus = (text: string): string => text.replaceAll('-', '\u2212')

/** Intl reads decimal text digit by digit, so no float stands between the engine's number and the screen. */
const asNumeric = (amount: Amount): number | `${number}` => amount as number | `${number}`

const countdownText = (ms: number): string => {
  const total = Math.max(0, Math.ceil(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(total / 3600)
  const rest = `${two(Math.floor((total % 3600) / 60))}:${two(total % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

export const createFormat = (language: Language): Format => {
  const numbers = new Map<string, Intl.NumberFormat>()
  const decimal = (amount: Amount, options: Intl.NumberFormatOptions): string => {
    const key = JSON.stringify(options)
    const known = numbers.get(key) ?? new Intl.NumberFormat(language, options)
    numbers.set(key, known)
    return minus(known.format(asNumeric(amount)))
  }
  const fixed = (amount: Amount, digits: number, options: Intl.NumberFormatOptions = {}) =>
    decimal(amount, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      // Never "−0.00": what rounds to nothing has no sign.
      signDisplay: 'negative',
      ...options,
    })
  const time = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', hourCycle: 'h23' })
    return (at: number) => formatter.format(at)
  }
  const hourMinute = { hour: '2-digit', minute: '2-digit' } as const
  const date: Intl.DateTimeFormatOptions =
    language === 'en'
      ? { day: 'numeric', month: 'short', year: 'numeric' }
      : { day: '2-digit', month: '2-digit', year: 'numeric' }
  const dayText =
    language === 'en'
      ? (at: number) => englishDate(at).slice(0, -5)
      : time({ day: '2-digit', month: '2-digit' })
  const signed = { signDisplay: 'exceptZero' } as const
  // "24 Feb 2021", day first in English too: the market's dates are read next to ISO logs, not by US custom.
  const dateText = language === 'en' ? (at: number) => englishDate(at) : time(date)
  const clock = time(hourMinute)
  const clockSeconds = time({ ...hourMinute, second: '2-digit' })

  return {
    money: (amount, currency) => fixed(amount, moneyDigits(currency)),
    moneyWithCode: (amount, currency) => `${fixed(amount, moneyDigits(currency))} ${currency}`,
    change: (amount, currency) => fixed(amount, moneyDigits(currency), signed),
    price: (amount, digits) => fixed(amount, digits ?? priceDigits(amount)),
    quantity: (amount) =>
      decimal(amount, {
        minimumFractionDigits: Math.abs(Number(amount)) >= 1000 ? 2 : 5,
        maximumFractionDigits: 8,
      }),
    percent: (ratio, digits = 2) => fixed(ratio, digits, { style: 'percent' }),
    percentChange: (ratio, digits = 2) => fixed(ratio, digits, { style: 'percent', ...signed }),
    number: (amount, digits) =>
      digits === undefined ? decimal(amount, { maximumFractionDigits: 8 }) : fixed(amount, digits),
    input: (amount) => (language === 'pt-BR' ? amount.replace('.', ',') : amount),
    clock,
    clockSeconds,
    day: dayText,
    dateTime: (at) => `${dateText(at)} ${clock(at)}`,
    dateTimeSeconds: (at) => `${dateText(at)} ${clockSeconds(at)}`,
    moment: (at, now) =>
      Math.floor(at / dayMs) === Math.floor(now / dayMs) ? clock(at) : `${dayText(at)} ${clock(at)}`,
    duration: durationText,
    countdown: countdownText,
    bytes: (count) =>
      count >= 1e9
        ? `${fixed(count / 1e9, 1)} GB`
        : count >= 1e6
          ? `${fixed(count / 1e6, count >= 1e7 ? 0 : 1)} MB`
          : `${fixed(count / 1e3, 0)} kB`,
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const englishDate = (at: number): string => {
  const date = new Date(at)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

import type { Language } from '../../../src-preload/contract/values.ts'
import type { ParameterSpec, ParameterValues } from '../../domain/parameters.ts'
import { accountLimits, modeLimits } from '../../domain/risk/limits.ts'

/** A phrase per limit; {value} is its value with the unit that the phrase does not name. */
const phrases: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    accountExposure: 'at most {value} of the equity invested',
    pairExposure: 'at most {value} of it in one pair',
    largestOrder: 'at most {value} of it in one order',
    reserve: '{value} of it always kept free',
    accountPositions: 'at most {value} open positions',
    accountOrdersPerMinute: 'at most {value} orders per minute',
    accountDailyLoss: 'entries halt after losing {value} in a day',
    accountDrawdown: 'entries halt {value} below the highest equity',
    rejectedOrders: 'entries halt after {value} refused orders in 5 minutes',
    exchangeErrors: 'entries halt after {value} exchange errors in 5 minutes',
    currencyExposure: 'at most {value} of the money in one currency invested',
    assetExposure: 'at most {value} of it in one asset',
    modePositions: 'at most {value} open positions',
    modeOrdersPerMinute: 'at most {value} orders per minute',
    staleSeconds: 'entries halt after {value} seconds without prices',
    priceDeviation: 'entries halt where a price jumps by {value}',
    loopLagSeconds: 'entries halt when the engine is {value} seconds late',
    dayStartHour: 'a trading day begins at {value} UTC',
  },
  'pt-BR': {
    accountExposure: 'no máximo {value} do patrimônio investido',
    pairExposure: 'no máximo {value} dele em um par',
    largestOrder: 'no máximo {value} dele em uma ordem',
    reserve: '{value} dele sempre mantidos livres',
    accountPositions: 'no máximo {value} posições abertas',
    accountOrdersPerMinute: 'no máximo {value} ordens por minuto',
    accountDailyLoss: 'entradas param após perder {value} em um dia',
    accountDrawdown: 'entradas param {value} abaixo do maior patrimônio',
    rejectedOrders: 'entradas param após {value} ordens recusadas em 5 minutos',
    exchangeErrors: 'entradas param após {value} erros da corretora em 5 minutos',
    currencyExposure: 'no máximo {value} do dinheiro em uma moeda investido',
    assetExposure: 'no máximo {value} dele em um ativo',
    modePositions: 'no máximo {value} posições abertas',
    modeOrdersPerMinute: 'no máximo {value} ordens por minuto',
    staleSeconds: 'entradas param após {value} segundos sem preços',
    priceDeviation: 'entradas param onde um preço salta {value}',
    loopLagSeconds: 'entradas param quando o motor atrasa {value} segundos',
    dayStartHour: 'o dia de negociação começa às {value} UTC',
  },
}

/** Hours after midnight as a time of the day. */
const timeOfDay = (hours: number): string =>
  `${String(Math.floor(hours)).padStart(2, '0')}:${String(Math.round((hours % 1) * 60)).padStart(2, '0')}`

const worded = (language: Language, { key, kind }: ParameterSpec, value: number): string => {
  if (key === 'dayStartHour') return timeOfDay(value)
  const percent = kind === 'ratio' ? ({ style: 'percent', maximumFractionDigits: 1 } as const) : {}
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2, ...percent }).format(value)
}

/** Limits in one line, as main itself says them before real money is at stake; the key of one without a phrase. */
const lineOf = (language: Language, specs: readonly ParameterSpec[], values: ParameterValues): string =>
  specs
    .map((spec) => {
      const phrase = phrases[language][spec.key] ?? `${spec.key} {value}`
      return phrase.replace('{value}', worded(language, spec, Number(values[spec.key])))
    })
    .join('; ')

export const modeLimitsLine = (language: Language, values: ParameterValues): string =>
  lineOf(language, modeLimits, values)
export const accountLimitsLine = (language: Language, values: ParameterValues): string =>
  lineOf(language, accountLimits, values)

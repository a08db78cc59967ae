import type { Language } from '../../../src-preload/contract/values.ts'
import type { ParameterSpec, ParameterValues } from '../../domain/parameters.ts'
import { accountLimits, modeLimits } from '../../domain/risk/limits.ts'

const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    accountExposure: 'exposure',
    pairExposure: 'exposure per pair',
    largestOrder: 'largest order',
    reserve: 'reserve kept free',
    accountPositions: 'open positions',
    accountOrdersPerMinute: 'orders per minute',
    accountDailyLoss: 'loss per day',
    accountDrawdown: 'drawdown',
    rejectedOrders: 'refused orders in 5 minutes',
    exchangeErrors: 'exchange errors in 5 minutes',
    currencyExposure: 'exposure per currency',
    assetExposure: 'exposure per asset',
    modePositions: 'open positions',
    modeOrdersPerMinute: 'orders per minute',
    staleSeconds: 'seconds without prices',
    priceDeviation: 'price deviation',
    loopLagSeconds: 'seconds of engine delay',
    dayStartHour: 'day begins at hour (UTC)',
  },
  'pt-BR': {
    accountExposure: 'exposição',
    pairExposure: 'exposição por par',
    largestOrder: 'maior ordem',
    reserve: 'reserva mantida livre',
    accountPositions: 'posições abertas',
    accountOrdersPerMinute: 'ordens por minuto',
    accountDailyLoss: 'perda por dia',
    accountDrawdown: 'rebaixamento',
    rejectedOrders: 'ordens recusadas em 5 minutos',
    exchangeErrors: 'erros da corretora em 5 minutos',
    currencyExposure: 'exposição por moeda',
    assetExposure: 'exposição por ativo',
    modePositions: 'posições abertas',
    modeOrdersPerMinute: 'ordens por minuto',
    staleSeconds: 'segundos sem preços',
    priceDeviation: 'desvio de preço',
    loopLagSeconds: 'segundos de atraso do motor',
    dayStartHour: 'o dia começa à hora (UTC)',
  },
}

/** The word for a limit of an account or a mode; its key where there is none. */
export const limitWord = (language: Language, key: string): string => words[language][key] ?? key

/** Limits in one line, as main itself says them before real money is at stake. */
const lineOf = (language: Language, specs: readonly ParameterSpec[], values: ParameterValues): string => {
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  return specs
    .map(({ key, kind }) => {
      const value = Number(values[key])
      return `${limitWord(language, key)} ${kind === 'ratio' ? percent.format(value) : number.format(value)}`
    })
    .join(', ')
}

export const modeLimitsLine = (language: Language, values: ParameterValues): string =>
  lineOf(language, modeLimits, values)
export const accountLimitsLine = (language: Language, values: ParameterValues): string =>
  lineOf(language, accountLimits, values)

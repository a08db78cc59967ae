import type { Language } from '../../../src-preload/contract/values.ts'
import type { BreakerRule } from '../../domain/risk/breaker.ts'
import type { Facts } from '../../domain/sentence.ts'
import type { WatchedLimit } from '../../engine/risk/limit-alerts.ts'

type Rules = Readonly<Record<BreakerRule, string>>
type Next = Readonly<Record<'cool-down' | 'day' | 'manual' | 'recovery', string>>

const rules: Readonly<Record<Language, Rules>> = {
  en: {
    'loss-streak': 'losses in a row',
    'daily-loss': 'loss per day',
    drawdown: 'drawdown',
    slippage: 'slippage',
    'rejected-orders': 'refused orders',
    'exchange-errors': 'exchange errors',
    'stale-data': 'stale data',
    'price-deviation': 'price deviation',
    'loop-lag': 'engine delay',
  },
  'pt-BR': {
    'loss-streak': 'perdas seguidas',
    'daily-loss': 'perda por dia',
    drawdown: 'rebaixamento',
    slippage: 'derrapagem',
    'rejected-orders': 'ordens recusadas',
    'exchange-errors': 'erros da corretora',
    'stale-data': 'dados parados',
    'price-deviation': 'desvio de preço',
    'loop-lag': 'atraso do motor',
  },
}

const nexts: Readonly<Record<Language, Next>> = {
  en: {
    'cool-down': 'One entry is tried after its cool-down. Open it to reset it.',
    day: 'It resets with the next day. Open it to reset it sooner.',
    manual: 'Open it, check what happened, then reset it.',
    recovery: 'It resets by itself once its cause has gone.',
  },
  'pt-BR': {
    'cool-down': 'Uma entrada é tentada após a pausa. Abra-o para rearmar.',
    day: 'Ele rearma com o próximo dia. Abra-o para rearmar antes.',
    manual: 'Abra-o, veja o que aconteceu e rearme-o.',
    recovery: 'Ele rearma sozinho quando a causa passar.',
  },
}

type Limits = Readonly<Record<WatchedLimit, string>>

const limits: Readonly<Record<Language, Limits>> = {
  en: {
    dailyLoss: 'loss per day',
    maxDrawdown: 'drawdown',
    lossStreak: 'losses in a row',
    accountDailyLoss: 'loss per day',
    accountDrawdown: 'drawdown',
    accountExposure: 'exposure',
    rejectedOrders: 'refused orders',
    exchangeErrors: 'exchange errors',
    currencyExposure: 'exposure per currency',
    assetExposure: 'exposure per asset',
  },
  'pt-BR': {
    dailyLoss: 'perda por dia',
    maxDrawdown: 'rebaixamento',
    lossStreak: 'perdas seguidas',
    accountDailyLoss: 'perda por dia',
    accountDrawdown: 'rebaixamento',
    accountExposure: 'exposição',
    rejectedOrders: 'ordens recusadas',
    exchangeErrors: 'erros da corretora',
    currencyExposure: 'exposição por moeda',
    assetExposure: 'exposição por ativo',
  },
}

const worded = (words: Readonly<Record<string, string>>, fact: string | number | undefined) =>
  words[String(fact)] ?? fact ?? ''

/** What was measured, as people read it: the rule or limit, what to do next, and amounts with their unit. */
export const measuredFacts = (language: Language, facts: Facts): Facts => {
  const { unit, currency } = facts
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 })
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const measure = (fact: string | number | undefined): string => {
    if (!Number.isFinite(Number(fact))) return String(fact)
    if (unit === 'ratio') return percent.format(Number(fact))
    const written = number.format(Number(fact))
    if (unit === 'seconds') return `${written} s`
    return currency === undefined ? written : `${written} ${currency}`
  }
  return {
    ...facts,
    rule: worded(rules[language], facts.rule),
    setting: worded(limits[language], facts.setting),
    next: worded(nexts[language], facts.next),
    value: measure(facts.value),
    limit: measure(facts.limit),
  }
}

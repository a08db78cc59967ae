import type { BotFormView, BotSettings } from '../../../../src-preload/contract/bot-settings.ts'
import { usualNotifications } from '../../../../src-preload/contract/notification-settings.ts'
import type { FieldError } from '../../../../src-preload/contract/replies.ts'
import type { AppSettings } from '../../../../src-preload/contract/views.ts'
import { limitSpecs, profileViews, strategySpecs } from './form-specs.ts'

export const firstSettings: AppSettings = {
  language: 'en',
  theme: 'system',
  checklistDismissed: false,
  closeBehaviour: 'tray',
  notifications: usualNotifications,
  killPaperToo: false,
  watchlist: [],
}

export const demoSettings = (
  name: string,
  symbol: string,
  timeframe: BotSettings['timeframe'],
  fast: string,
  slow: string,
): BotSettings => ({
  name,
  venueId: 'replay',
  symbols: [symbol],
  timeframe,
  strategyId: 'ema-cross',
  parameters: { fast, slow },
  limits: {
    allocation: '4000',
    tradeRatio: '0.5',
    maxExposureRatio: '0.7',
    maxPositions: '1',
    stopLoss: '0.02',
    trailingStop: timeframe === '5m' ? '0.025' : '0',
    takeProfit: '0.05',
    analysisSeconds: '5',
    coolDownSeconds: '300',
  },
})

const market = (symbol: string, priceStep: string, amountStep: string, lastPrice: string) => ({
  venueId: 'replay',
  venueName: 'Demo feed',
  symbol,
  base: symbol.split('/')[0] ?? '',
  quote: symbol.split('/')[1] ?? '',
  priceStep,
  amountStep,
  minAmount: amountStep,
  minNotional: '10',
  makerFee: '0.001',
  takerFee: '0.001',
  lastPrice,
  historyFrom: Date.UTC(2021, 1, 10),
})

export const botForm: BotFormView = {
  strategies: strategySpecs,
  limits: limitSpecs,
  profiles: profileViews,
  markets: [
    market('BTC/USDT', '0.01', '0.00001', '50666.75'),
    market('DASH/USDT', '0.01', '0.001', '72.31'),
    market('ETH/USDT', '0.01', '0.0001', '1612.4'),
  ],
  presets: [
    { id: 'trend-demo', settings: demoSettings('Trend Demo', 'BTC/USDT', '5m', '9', '21') },
    { id: 'swing-demo', settings: demoSettings('Swing Demo', 'DASH/USDT', '15m', '12', '26') },
  ],
}

export const checkSettings = (settings: BotSettings): FieldError[] => {
  const errors: FieldError[] = []
  if (settings.name.trim() === '') errors.push({ path: 'name', code: 'required' })
  if (settings.symbols.length === 0) errors.push({ path: 'symbols', code: 'required' })
  if (
    settings.strategyId === 'ema-cross' &&
    Number(settings.parameters.fast) >= Number(settings.parameters.slow)
  ) {
    errors.push({ path: 'parameters.fast', code: 'fast-not-below-slow' })
  }
  if (Number(settings.limits.allocation) > 10_000) {
    errors.push({
      path: 'limits.allocation',
      code: 'allocation-above-balance',
      facts: { balance: '10000', currency: 'USDT' },
    })
  }
  return errors
}

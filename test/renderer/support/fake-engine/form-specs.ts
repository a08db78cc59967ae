import type { BotFormView, ParameterSpec } from '../../../../src-preload/contract/bot-settings.ts'

const spec = (
  key: ParameterSpec['key'],
  kind: ParameterSpec['kind'],
  min: string,
  max: string,
  step: string,
  standard: string,
): ParameterSpec => ({ key, kind, min, max, step, default: standard })

export const strategySpecs: BotFormView['strategies'] = [
  {
    id: 'ema-cross',
    parameters: [
      spec('fast', 'integer', '2', '200', '1', '9'),
      spec('slow', 'integer', '3', '400', '1', '21'),
    ],
  },
  {
    id: 'mean-reversion',
    parameters: [
      spec('rsiPeriod', 'integer', '2', '100', '1', '14'),
      spec('stochasticPeriod', 'integer', '2', '100', '1', '14'),
      spec('oversold', 'integer', '1', '49', '1', '20'),
      spec('bandPeriod', 'integer', '5', '200', '1', '20'),
      spec('bandDeviations', 'decimal', '0.5', '5', '0.1', '2'),
      spec('profilePeriod', 'integer', '20', '600', '1', '240'),
      spec('nearLevel', 'ratio', '0.001', '0.1', '0.001', '0.015'),
      spec('volumePeriod', 'integer', '2', '200', '1', '20'),
      spec('volumeFactor', 'decimal', '0', '10', '0.1', '1'),
      spec('higherFast', 'integer', '2', '200', '1', '20'),
      spec('higherSlow', 'integer', '3', '300', '1', '50'),
      spec('atrPeriod', 'integer', '2', '100', '1', '14'),
      spec('stopAtr', 'decimal', '0.5', '10', '0.1', '2'),
    ],
  },
  {
    id: 'trend-following',
    parameters: [
      spec('conversion', 'integer', '2', '60', '1', '9'),
      spec('base', 'integer', '3', '120', '1', '26'),
      spec('spanB', 'integer', '4', '240', '1', '52'),
      spec('adxPeriod', 'integer', '2', '100', '1', '14'),
      spec('adxMin', 'integer', '5', '60', '1', '25'),
      spec('superTrendPeriod', 'integer', '2', '100', '1', '10'),
      spec('superTrendFactor', 'decimal', '0.5', '10', '0.1', '3'),
    ],
  },
]

export const limitSpecs: BotFormView['limits'] = [
  spec('allocation', 'money', '10', '1000000', '0.01', '1000'),
  spec('tradeRatio', 'ratio', '0.01', '1', '0.01', '0.25'),
  spec('maxPositions', 'integer', '1', '20', '1', '1'),
  spec('maxExposureRatio', 'ratio', '0.05', '1', '0.05', '0.5'),
  spec('stopLoss', 'ratio', '0', '0.5', '0.001', '0.05'),
  spec('trailingStop', 'ratio', '0', '0.5', '0.001', '0'),
  spec('trailingAtr', 'decimal', '0', '20', '0.1', '0'),
  spec('trailingFrom', 'ratio', '0', '5', '0.001', '0'),
  spec('breakEven', 'ratio', '0', '5', '0.001', '0'),
  spec('takeProfit', 'ratio', '0', '5', '0.001', '0'),
  spec('firstTarget', 'ratio', '0', '5', '0.001', '0'),
  spec('firstShare', 'ratio', '0.01', '1', '0.01', '0.5'),
  spec('secondTarget', 'ratio', '0', '5', '0.001', '0'),
  spec('secondShare', 'ratio', '0.01', '1', '0.01', '0.25'),
  spec('timeStop', 'seconds', '0', '7776000', '1', '0'),
  spec('timeStopLosing', 'switch', '0', '1', '1', '0'),
  spec('analysisSeconds', 'seconds', '1', '300', '1', '5'),
  spec('coolDownSeconds', 'seconds', '0', '86400', '1', '300'),
]

export const profileViews: BotFormView['profiles'] = [
  {
    id: 'scalper',
    timeframe: '1m',
    limits: { analysisSeconds: '2', stopLoss: '0.008', trailingStop: '0', takeProfit: '0.015' },
  },
  {
    id: 'day-trader',
    timeframe: '15m',
    limits: { analysisSeconds: '5', stopLoss: '0.02', trailingStop: '0.025', takeProfit: '0.05' },
  },
  {
    id: 'swing',
    timeframe: '4h',
    limits: { analysisSeconds: '30', stopLoss: '0.08', trailingStop: '0.1', takeProfit: '0' },
  },
]

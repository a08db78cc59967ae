import ccxt from '../../../../../node_modules/ccxt/js/src/pro/binance.js'

/** One exchange by itself: the package's own entry would load all of them. */
export const ExchangeClass = ccxt

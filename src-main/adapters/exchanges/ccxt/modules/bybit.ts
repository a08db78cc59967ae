import ccxt from '../../../../../node_modules/ccxt/js/src/pro/bybit.js'

/** One exchange by itself: the package's own entry would load all of them. */
export const ExchangeClass = ccxt

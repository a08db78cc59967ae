import ccxt from '../../../../../node_modules/ccxt/js/src/pro/okx.js'

/** One exchange by itself: the package's own entry would load all of them. */
export const ExchangeClass = ccxt

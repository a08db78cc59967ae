import type { CcxtClass } from '../../src-main/adapters/exchanges/ccxt/ccxt-exchange.ts'

/** One of ccxt's streaming classes by itself: the package exports only all of them together. */
export const ccxtClass = async (id: string): Promise<CcxtClass> => {
  const path = new URL(`../../node_modules/ccxt/js/src/pro/${id}.js`, import.meta.url).href
  const loaded = (await import(path)) as { default: CcxtClass }
  return loaded.default
}

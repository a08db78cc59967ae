import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CcxtClass } from '../../src-main/adapters/exchanges/ccxt/ccxt-exchange.ts'

/** Where the library keeps its streaming classes, each by itself: the package exports only all of them together. */
export const ccxtFolder = join(import.meta.dirname, '../../node_modules/ccxt/js/src/pro')

export const ccxtClass = async (id: string): Promise<CcxtClass> => {
  const loaded = (await import(pathToFileURL(join(ccxtFolder, `${id}.js`)).href)) as { default: CcxtClass }
  return loaded.default
}

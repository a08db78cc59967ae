import { shell } from 'electron'

/** The only addresses that the app opens in a browser, each by a name that the window may say. */
const addresses = {
  tradingview: 'https://www.tradingview.com/',
  risks: 'https://www.investor.gov/introduction-investing/investing-basics/investment-products/crypto-assets',
  licences: 'https://opensource.org/licenses',
} as const

export const openExternal = (link: keyof typeof addresses): Promise<void> =>
  shell.openExternal(addresses[link])

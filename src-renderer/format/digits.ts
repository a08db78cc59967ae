/** Currencies counted in hundredths; anything else on an exchange is counted in up to 8 decimals. */
const hundredths = new Set(['USD', 'USDT', 'USDC', 'BUSD', 'DAI', 'EUR', 'BRL', 'GBP'])

export const moneyDigits = (currency: string): number => (hundredths.has(currency) ? 2 : 8)

/** Decimals of a price when the market's step is not at hand: enough to tell neighbouring ticks apart. */
export const priceDigits = (price: string | number): number => {
  const size = Math.abs(Number(price))
  if (size >= 100) return 2
  if (size >= 1) return 4
  return size >= 0.01 ? 6 : 8
}

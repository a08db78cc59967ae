const digitsOf = (text: string): number => text.split('.')[1]?.length ?? 0

const scaled = (text: string, digits: number): bigint => {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(`${whole}${fraction.padEnd(digits, '0')}`)
}

/** Exact sum of decimal texts of one currency; the caller keeps currencies and modes apart. */
export const sumDecimals = (texts: readonly string[]): string => {
  const digits = Math.max(0, ...texts.map(digitsOf))
  const total = texts.reduce((sum, text) => sum + scaled(text, digits), 0n)
  const sign = total < 0n ? '-' : ''
  const plain = (total < 0n ? -total : total).toString().padStart(digits + 1, '0')
  const whole = plain.slice(0, plain.length - digits)
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${plain.slice(plain.length - digits)}`
}

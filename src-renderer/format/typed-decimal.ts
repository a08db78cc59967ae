/**
 * What someone typed as decimal text, or null when it is none. A comma or a point may stand for the decimal
 * separator; grouping is refused rather than guessed, because "1.000" is one in one language and a thousand in
 * the other.
 */
export const typedDecimal = (typed: string): string | null => {
  const text = typed.trim().replace('\u2212', '-').replace(',', '.')
  if (!/^-?(\d+(\.\d*)?|\.\d+)$/.test(text)) return null
  const [whole = '', fraction = ''] = text.split('.')
  const digits = whole.replace(/^(-?)0+(?=\d)/, '$1')
  const start = digits === '' || digits === '-' ? `${digits}0` : digits
  return fraction === '' ? start : `${start}.${fraction}`
}

/** Moves the decimal point, exactly: 0.025 × 100 is "2.5", never 2.5000000000000004. */
export const shiftDecimal = (text: string, places: number): string => {
  const negative = text.startsWith('-')
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const digits = whole + fraction
  const point = whole.length + places
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = Math.max(1, point)
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const right = padded.slice(at).replace(/0+$/, '')
  return `${negative ? '-' : ''}${left}${right === '' ? '' : `.${right}`}`
}

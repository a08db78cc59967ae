import { isSafeAddress } from '../../src-preload/contract/exchanges.ts'

/** Null when nothing was typed, undefined when it is no address of these kinds, or one that others could read along. */
export const readAddress = (typed: string, protocols: readonly string[]): string | null | undefined => {
  const text = typed.trim()
  if (text === '') return null
  const url = URL.parse(text)
  return url !== null && protocols.includes(url.protocol) && isSafeAddress(text) ? text : undefined
}

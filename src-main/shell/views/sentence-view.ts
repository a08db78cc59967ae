import { type SentenceCode, sentenceCodes } from '../../../src-preload/contract/codes.ts'
import type { Sentence as SentenceView } from '../../../src-preload/contract/values.ts'
import type { Sentence } from '../../domain/sentence.ts'

const known: ReadonlySet<string> = new Set(sentenceCodes)
const isKnown = (code: string): code is SentenceCode => known.has(code)

/** @throws Error when the engine says something that the window has no words for: a test holds the lists equal */
export const sentenceView = (given: Sentence): SentenceView => {
  if (!isKnown(given.code)) throw new Error(`no sentence "${given.code}" in the contract`)
  return given.facts === undefined ? { code: given.code } : { code: given.code, facts: given.facts }
}

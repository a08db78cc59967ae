import { expect, test } from 'vitest'
import { parseLiveTerms } from '../../../src-main/adapters/store/json.ts'

const terms = { quarterFirst: true, resumes: false, clonedFrom: 'bot-1' }

test('a live bot that was kept before it could use other accounts has none', () => {
  expect(parseLiveTerms(terms)).toEqual({ ...terms, alsoThrough: [] })
  expect(parseLiveTerms({ ...terms, alsoThrough: ['live-2'] }).alsoThrough).toEqual(['live-2'])
})

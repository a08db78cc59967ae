import { describe } from 'vitest'
import { accountingContract } from './accounting.ts'
import { fillingContract } from './filling.ts'
import type { OpenHarness } from './harness.ts'
import { submittingContract } from './submitting.ts'

/** What holds for every exchange, real or simulated. Run it with a harness for each. */
export const exchangeContract = (name: string, open: OpenHarness): void => {
  describe(`${name}: submitting`, () => submittingContract(open))
  describe(`${name}: filling`, () => fillingContract(open))
  describe(`${name}: accounting`, () => accountingContract(open))
}

import { describe } from 'vitest'
import { accountingContract } from './accounting.ts'
import { fillingContract } from './filling.ts'
import type { OpenHarness } from './harness.ts'
import { reportingContract } from './reporting.ts'
import { submittingContract } from './submitting.ts'

/**
 * What holds for every exchange, real or simulated. Run it with a harness for each.
 * @param runs how many made-up histories each property is tried on
 */
export const exchangeContract = (name: string, open: OpenHarness, runs = 40): void => {
  describe(`${name}: submitting`, () => submittingContract(open))
  describe(`${name}: filling`, () => fillingContract(open))
  describe(`${name}: reporting`, () => reportingContract(open))
  describe(`${name}: accounting`, () => accountingContract(open, runs))
}

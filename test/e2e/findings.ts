import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Nothing fades in or out. */
const isStill = `document.getAnimations().every(({ playState, effect }) =>
  playState !== 'running' || effect?.getComputedTiming().endTime === Infinity)`

/** What is wrong on the page as it stands, by rule and place. */
export const findingsOn = async (page: Page): Promise<readonly string[]> => {
  // What fades has hardly any contrast, and a message may come or go at any moment.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect.poll(() => page.evaluate(isStill), { timeout: 10_000 }).toBe(true)
  // The window may open no second page, which the tool would use for frames: there are none.
  const builder = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await builder.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

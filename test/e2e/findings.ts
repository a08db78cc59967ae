import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What is wrong on the page as it stands, by rule and place. */
export const findingsOn = async (page: Page): Promise<readonly string[]> => {
  // The window may open no second page, which the tool would use for frames: there are none.
  const builder = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await builder.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

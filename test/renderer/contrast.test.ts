import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Of each theme: light, dark. */
type Shades = readonly [string, string]

const css = readFileSync(join(import.meta.dirname, '../../src-renderer/styles/tokens.css'), 'utf8')
const tokens = new Map<string, Shades>()
for (const [, name = '', light = '', dark = '', both] of css.matchAll(
  /--([\w-]+):\s*(?:light-dark\((#\w{6}),\s*(#\w{6})\)|(#\w{6}));/g,
))
  tokens.set(name, [both ?? light, both ?? dark])

const shade = (name: string, theme: 0 | 1): string => {
  const shades = tokens.get(name)
  if (shades === undefined) throw new Error(`no token ${name}`)
  return shades[theme]
}

/** Relative luminance by WCAG 2.2. */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const enough = 4.5
const surfaces = ['app', 'bar', 'panel', 'raised', 'tint', 'hover', 'selected', 'banner', 'danger-tint']
const inks = ['text', 'muted', 'faint', 'accent', 'profit', 'loss', 'buy', 'sell', 'paper', 'warning']
const written = [
  ...[...inks, 'danger-text'].flatMap((ink) => surfaces.map((surface) => [ink, surface] as const)),
  // Of tags and badges.
  ['text', 'track'] as const,
  ['muted', 'track'] as const,
  ['on-fill', 'accent-fill'] as const,
  ['on-fill', 'danger'] as const,
]

test('the contrast of black and white is the largest there is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10)
  expect(contrast('#767676', '#ffffff')).toBeGreaterThan(enough)
  expect(contrast('#777777', '#ffffff')).toBeLessThan(enough)
})

test.each([
  ['light', 0],
  ['dark', 1],
] as const)('every text can be read on every surface of the %s theme', (_, theme) => {
  const faint = written
    .map(([ink, surface]) => ({ ink, surface, is: contrast(shade(ink, theme), shade(surface, theme)) }))
    .filter(({ is }) => is < enough)
  expect(faint).toEqual([])
})

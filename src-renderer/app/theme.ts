import type { Theme } from '../../src-preload/contract/values.ts'

const storageKey = 'auronex.theme'

/** Known before the engine answers, so that a start never shows the other theme first. */
export const rememberedTheme = (): Theme => {
  const stored = window.localStorage.getItem(storageKey)
  return stored === 'dark' || stored === 'light' ? stored : 'system'
}

export const showTheme = (theme: Theme): void => {
  window.localStorage.setItem(storageKey, theme)
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

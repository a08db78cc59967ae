import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src-main/engine/ports/store.ts'
import { SettingsDesk } from '../../../src-main/shell/app-settings.ts'
import { loadWindowPlace, placeWindow, saveWindowPlace } from '../../../src-main/shell/window-place.ts'

/** A store of which only the settings are there. */
const settingsStore = (saved: Record<string, string> = {}) => {
  const values = new Map(Object.entries(saved))
  const settings = {
    get: (key: string) => values.get(key) ?? null,
    set: (key: string, value: string) => void values.set(key, value),
  }
  return { values, store: { settings } as Pick<Store, 'settings'> as Store }
}

const usual = new SettingsDesk(
  () => null,
  () => 'en',
).read()

describe("the app's own settings", () => {
  const desk = (store: Store | null = settingsStore().store, locale = 'en-GB') =>
    new SettingsDesk(
      () => store,
      () => locale,
    )

  test('begin as the system has them', () => {
    expect(desk().read()).toMatchObject({ language: 'system', theme: 'system', checklistDismissed: false })
  })

  test('change one by one and outlive the desk', () => {
    const { store } = settingsStore()
    expect(desk(store).update({ theme: 'dark' })).toEqual({ ...usual, theme: 'dark' })
    expect(desk(store).update({ language: 'pt-BR', theme: undefined })).toEqual({
      ...usual,
      theme: 'dark',
      language: 'pt-BR',
    })
    expect(desk(store).read()).toEqual({ ...usual, theme: 'dark', language: 'pt-BR' })
  })

  test('are kept for this run while there is no store', () => {
    const without = desk(null)
    without.update({ theme: 'light' })
    expect(without.read().theme).toBe('light')
    expect(desk(null).read().theme).toBe('system')
  })

  test.each([
    ['a word that another version knew', { language: 'tlh', theme: 'dark' }, { theme: 'dark' }],
    ['a field of another version', { theme: 'dark', sounds: true }, { theme: 'dark' }],
    ['fields that are missing', { language: 'pt-BR' }, { language: 'pt-BR' }],
    ['nothing', {}, {}],
    ['no object', [1, 2], {}],
    ['null', null, {}],
  ])('with %s keep what is known, the rest is usual', (_, saved, kept) => {
    const { store } = settingsStore({ 'app.settings': JSON.stringify(saved) })
    expect(desk(store).read()).toEqual({ ...usual, ...kept })
  })

  test('that are damaged are the usual ones, and can be changed', () => {
    const { store } = settingsStore({ 'app.settings': '{"theme": "da' })
    expect(desk(store).read()).toEqual(usual)
    expect(desk(store).update({ theme: 'dark' })).toEqual({ ...usual, theme: 'dark' })
    expect(desk(store).read().theme).toBe('dark')
  })

  test('say that they changed, once they are kept', () => {
    const { store, values } = settingsStore()
    const heard: (string | undefined)[] = []
    const listening = new SettingsDesk(
      () => store,
      () => 'en',
      () => heard.push(values.get('app.settings')),
    )
    listening.update({ theme: 'dark' })
    expect(heard).toEqual([JSON.stringify({ ...usual, theme: 'dark' })])
  })

  test('that are no settings are refused and not kept', () => {
    const { store, values } = settingsStore()
    expect(() => desk(store).update({ theme: 'pink' as 'dark' })).toThrow()
    expect(values.size).toBe(0)
  })

  test.each([
    ['pt-BR', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['PT', 'pt-BR'],
    ['en-GB', 'en'],
    ['de', 'en'],
    ['', 'en'],
  ] as const)("follow a system that speaks '%s' in %s", (locale, language) => {
    expect(desk(settingsStore().store, locale).language()).toBe(language)
  })

  test('that name a language win over the system', () => {
    const english = desk(settingsStore().store, 'pt-BR')
    english.update({ language: 'en' })
    expect(english.language()).toBe('en')
  })
})

describe('the place of the window', () => {
  const place = { x: 100, y: 50, width: 1200, height: 800, maximized: false }
  const display = { x: 0, y: 0, width: 1920, height: 1080 }

  test('is kept', () => {
    const { store } = settingsStore()
    expect(loadWindowPlace(store)).toBeNull()
    saveWindowPlace(store, place)
    expect(loadWindowPlace(store)).toEqual(place)
  })

  test.each([
    ['too narrow', { ...place, width: 399 }],
    ['too low', { ...place, height: 299 }],
    ['between two pixels', { ...place, x: 0.5 }],
    ['no place at all', {}],
  ])('that is %s is forgotten', (_, saved) => {
    expect(loadWindowPlace(settingsStore({ 'window.place': JSON.stringify(saved) }).store)).toBeNull()
  })

  test('that is damaged is forgotten', () => {
    expect(loadWindowPlace(settingsStore({ 'window.place': '{"x": 1' }).store)).toBeNull()
  })

  test('of a first start is a size only', () => {
    expect(placeWindow(null, [display])).toEqual({ width: 1440, height: 900 })
  })

  test.each([
    ['on the display', {}, true],
    ['a hand over its left edge', { x: -1_099 }, true],
    ['beyond its left edge', { x: -1_100 }, false],
    ['a hand within its right edge', { x: 1_819 }, true],
    ['beyond its right edge', { x: 1_820 }, false],
    ['just above its top', { y: -10 }, true],
    ['above its top, out of reach', { y: -11 }, false],
    ['a hand above its foot', { y: 979 }, true],
    ['below its foot', { y: 980 }, false],
  ])('%s', (_, change, stays) => {
    const { width, height } = place
    const { x, y } = { ...place, ...change }
    const placed = placeWindow({ ...place, ...change }, [display])
    expect(placed).toEqual(stays ? { width, height, x, y } : { width, height })
  })

  test('on a second display counts too', () => {
    const second = { ...display, x: 1920 }
    expect(placeWindow({ ...place, x: 2_000 }, [display, second])).toHaveProperty('x', 2_000)
    expect(placeWindow({ ...place, x: 2_000 }, [display])).not.toHaveProperty('x')
  })
})

import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import { askFromPage } from '../support/page-window.ts'

const data = newDataFolder()
let launched: LaunchedApp
beforeAll(async () => {
  launched = await launchApp(data.folder)
  launched.page.setDefaultTimeout(10_000)
  await askFromPage(launched.page, 'demo.start', {})
  await launched.page.getByRole('link', { name: 'DASH Cross' }).first().waitFor()
})
afterAll(async () => {
  await launched.close()
  data.remove()
})

const go = (route: string) =>
  launched.page.evaluate((to) => {
    Reflect.set(Reflect.get(globalThis, 'location'), 'hash', to)
  }, `#${route}`)
const button = (name: string | RegExp): Locator =>
  launched.page.getByRole('button', { name, exact: true }).first()
const popup = () => launched.page.locator('[role=dialog], [role=alertdialog]')
/** What the focus is on: inside of the one that is open, or what it is called elsewhere. */
const focus = (): Promise<string> =>
  launched.page.evaluate(`(() => {
    const { activeElement: on } = document
    if (on.closest('[role=dialog], [role=alertdialog]') !== null) return 'inside'
    return on.getAttribute('aria-label') ?? on.textContent
  })()`)
const openBot = async () => {
  await go('/bots')
  await launched.page.getByRole('link', { name: 'DASH Cross' }).first().click()
}
const pressFrom = async (opener: Locator) => {
  await opener.focus()
  const from = await focus()
  await launched.page.keyboard.press('Enter')
  await popup().waitFor()
  return from
}

/** More than any of them has places to stop at. */
const presses = 25

/** Each with how it is come by, and whether it is a question that has to be answered. */
const dialogs: readonly (readonly [name: string, open: () => Promise<Locator>, isQuestion: boolean])[] = [
  ['the palette', async () => button('Commands'), false],
  ['the kill sheet', async () => button('Kill switch'), false],
  [
    'the limits',
    async () => {
      await go('/risk')
      return button('Change limits…')
    },
    false,
  ],
  [
    'connecting an exchange',
    async () => {
      await go('/markets/exchanges')
      return button('Connect…')
    },
    true,
  ],
  [
    'adding a key',
    async () => {
      await go('/settings/keys')
      return button('Add key')
    },
    true,
  ],
  [
    'stopping a bot',
    async () => {
      await openBot()
      return button('Stop…')
    },
    true,
  ],
]

test.each(dialogs)('%s takes the focus, keeps it, and gives it back', async (_, open, isQuestion) => {
  const { page } = launched
  const opener = await open()
  const from = await pressFrom(opener)
  await expect.poll(focus).toBe('inside')
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let press = 0; press < presses; press += 1) {
      await page.keyboard.press(key)
      // At either end it is brought back from a place in between.
      await expect.poll(focus, { message: `${key} ${press}` }).toBe('inside')
    }
  }
  if (isQuestion) {
    // Outside of it, where nothing else is either.
    await page.mouse.click(5, 300)
    expect(await popup().count()).toBe(1)
  }
  await page.keyboard.press('Escape')
  await popup().waitFor({ state: 'hidden' })
  await expect.poll(focus).toBe(from)
})

test('a question that a menu leads to gives the focus back to what opened the menu', async () => {
  const { page } = launched
  await openBot()
  const opener = page.getByRole('button', { name: /DASH Cross/ }).first()
  await opener.focus()
  const from = await focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menu').waitFor()
  const item = page.getByRole('menuitem', { name: 'Clone as live…' })
  await item.focus()
  await page.keyboard.press('Enter')
  await popup().waitFor()
  await expect.poll(focus).toBe('inside')
  await page.keyboard.press('Escape')
  await popup().waitFor({ state: 'hidden' })
  await expect.poll(focus).toBe(from)
})

test.each([/alert/i, /settings/i])('the popover of %s gives the focus back', async (name) => {
  const { page } = launched
  await go('/overview')
  const from = await pressFrom(page.locator('header').getByRole('button', { name }))
  await expect.poll(focus).toBe('inside')
  await page.keyboard.press('Escape')
  await popup().waitFor({ state: 'hidden' })
  await expect.poll(focus).toBe(from)
})

/** The names of all buttons that show a shape and no text. */
const namesOfShapes = (): Promise<readonly string[]> =>
  launched.page.evaluate(`[...document.querySelectorAll('button, [role=button], [role=combobox]')]
    .filter((each) => each.innerText.trim() === '')
    .map((each) => each.getAttribute('aria-label') ?? each.outerHTML)`)

const routes = [
  '/overview',
  '/bots',
  '/bots/new',
  '/positions',
  '/positions/orders',
  '/markets',
  '/markets/exchanges',
  '/markets/coverage',
  '/history',
  '/history/journal',
  '/risk',
  '/alerts',
  '/settings/keys',
  '/settings/notifications',
]

test('every button that shows no text has a name, in the language in use', async () => {
  const { page } = launched
  const inLanguage = async (language: 'en' | 'pt-BR') => {
    await askFromPage(page, 'settings.update', { language })
    await expect.poll(() => page.evaluate('document.documentElement.lang')).toBe(language)
    const names = new Set<string>()
    for (const route of routes) {
      await go(route)
      await page.getByRole('heading').first().waitFor()
      for (const name of await namesOfShapes()) {
        expect(name, `${route} in ${language}`).not.toMatch(/^<|^$/)
        names.add(name)
      }
    }
    return names
  }
  const english = await inLanguage('en')
  const portuguese = await inLanguage('pt-BR')
  expect(english.size).toBeGreaterThan(5)
  expect([...portuguese].filter((name) => english.has(name))).toEqual([])
})

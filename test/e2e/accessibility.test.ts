import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import { askFromPage } from '../support/page-window.ts'
import { findingsOn } from './findings.ts'

const data = newDataFolder()
let launched: LaunchedApp
beforeAll(async () => {
  launched = await launchApp(data.folder)
})
afterAll(async () => {
  await launched.close()
  data.remove()
})

const findings = () => findingsOn(launched.page)

const screens = ['Overview', 'Bots', 'Positions', 'Markets', 'History', 'Risk', 'Settings', 'Alerts'] as const

test('the first screen has no accessibility fault', async () => {
  await launched.page.getByRole('button', { name: 'Start demo' }).waitFor()
  expect(await findings()).toEqual([])
  await launched.page.getByRole('button', { name: 'Start demo' }).click()
  await launched.page.getByRole('table', { name: 'Recent fills' }).getByText('BTC Cross').first().waitFor()
})

for (const theme of ['dark', 'light'] as const) {
  test(`no screen has an accessibility fault in the ${theme} theme, in either language`, async () => {
    const { page } = launched
    await askFromPage(page, 'settings.update', { theme, language: theme === 'dark' ? 'en' : 'pt-BR' })
    for (const name of screens) {
      await page.getByRole('link', { name, exact: true }).click()
      await page.getByRole('heading').first().waitFor()
      expect({ name, findings: await findings() }).toEqual({ name, findings: [] })
    }
    await page.getByRole('link', { name: /^(Notification settings|Configurar notificações)$/ }).click()
    await page.getByRole('combobox', { name: /^(Quiet hours|Horário de silêncio)$/ }).waitFor()
    expect(await findings()).toEqual([])
    await page.getByRole('link', { name: 'Markets', exact: true }).click()
    for (const name of ['Exchanges', 'Data coverage']) {
      await page.getByRole('tab', { name }).click()
      await page.getByRole('tabpanel', { name }).waitFor()
      expect({ name, findings: await findings() }).toEqual({ name, findings: [] })
    }
    await page.getByRole('link', { name: 'Bots', exact: true }).click()
    await page.getByRole('button', { name: 'New bot' }).click()
    await page.getByRole('button', { name: /^(Mean reversion|Reversão à média)/ }).click()
    for (const step of ['strategy', 'market', 'money', 'review']) {
      const more = page.getByRole('button', { name: /^(More settings|Mais ajustes)/, expanded: false })
      for (const closed of await more.all()) await closed.click()
      expect({ step, findings: await findings() }).toEqual({ step, findings: [] })
      if (step !== 'review') await page.getByRole('button', { name: /^(Next|Avançar)$/ }).click()
    }
    await page.getByRole('link', { name: 'Bots', exact: true }).first().click()
    await page.getByRole('link', { name: 'BTC Cross' }).first().click()
    await page.locator('canvas').first().waitFor()
    expect(await findings()).toEqual([])
  })
}

test('what comes up by itself covers no button of a form or a sheet', async () => {
  const { page } = launched
  await askFromPage(page, 'settings.update', { theme: 'dark', language: 'en' })
  await page.getByRole('link', { name: 'Bots', exact: true }).first().click()
  await page.getByRole('button', { name: 'New bot' }).click()
  const toast = page.locator('[data-sonner-toast][data-mounted=true]').first()
  const isClear = async (name: string) => {
    const button = await page.getByRole('button', { name, exact: true }).boundingBox()
    const covering = await toast.boundingBox()
    if (button === null || covering === null) throw new Error(`${name} or the toast cannot be seen`)
    // However many stand on top of each other.
    return button.x >= covering.x + covering.width
  }
  await page.getByRole('button', { name: 'Next', exact: true }).waitFor()
  await page.keyboard.press('Control+Shift+P')
  // It stays for as long as it is pointed at.
  await toast.hover()
  expect(await isClear('Next')).toBe(true)
  await page.keyboard.press('Control+Shift+X')
  await page.getByRole('dialog').getByRole('button', { name: 'Keep engaged' }).waitFor()
  expect(await isClear('Keep engaged')).toBe(true)
})

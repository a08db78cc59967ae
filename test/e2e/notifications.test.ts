import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import { watchNotifications } from '../support/notifications.ts'
import { askFromPage } from '../support/page-window.ts'

const data = newDataFolder()
let launched: LaunchedApp
beforeAll(async () => {
  launched = await launchApp(data.folder)
})
afterAll(async () => {
  await launched.close()
  data.remove()
})

const engage = () => askFromPage(launched.page, 'kill.engage', { source: 'window' })
const lift = () =>
  askFromPage(launched.page, 'kill.lift', { mode: 'paper', reason: 'test', confirmation: 'RESUME' })

test('a click on a notification opens what it is about, and the inbox keeps it', async () => {
  const { page } = launched
  await page.getByRole('button', { name: 'Start demo', exact: true }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  const notifications = await watchNotifications()
  await engage()
  const told = await notifications.next()
  expect(told).toMatchObject({ title: 'Kill switch engaged' })
  expect(told.body).toContain('All new entries are halted (paper)')
  await notifications.click(told)
  await page.waitForURL(/#\/kill$/)
  notifications.close()
  const sheet = page.getByRole('dialog')
  await sheet.waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await lift()
  await page.getByRole('link', { name: 'Alerts', exact: true }).click()
  const row = page.getByRole('table', { name: 'Alerts' }).getByRole('row', { name: /Kill switch engaged/ })
  // What was clicked is seen, and what was lifted is settled.
  await row.getByText(/✓ resolved/).waitFor()
})

test('while muted only what must is told, and the inbox has the rest', async () => {
  const { page } = launched
  await page.getByRole('link', { name: 'Notification settings' }).click()
  await page.getByText('This desktop shows notifications.').waitFor()
  await page.getByRole('button', { name: 'Mute for 1 hour' }).click()
  await page.getByText(/Muted until/).waitFor()
  const notifications = await watchNotifications()
  await engage()
  await lift()
  await page.getByRole('button', { name: 'End muting' }).click()
  await page.getByText('Not muted').waitFor()
  await engage()
  // The one after the silence; the one of paper money within it was kept back.
  expect(await notifications.next()).toMatchObject({ title: 'Kill switch engaged' })
  expect(notifications.heard).toBe(1)
  notifications.close()
  const { alerts } = await askFromPage(page, 'alerts.list', { filter: 'all', limit: 50, before: null })
  expect(alerts.filter(({ text }) => text.code === 'alert.kill-engaged')).toHaveLength(3)
  await lift()
  expect(launched.pageErrors).toEqual([])
})

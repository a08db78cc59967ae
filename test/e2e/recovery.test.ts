import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { launchApp, newDataFolder } from '../support/launch-app.ts'
import { askFromPage } from '../support/page-window.ts'
import { breakEngineStart } from '../support/store/break-engine-start.ts'

const data = newDataFolder()
afterAll(() => data.remove())

test('a database that was damaged is kept, and a backup brings the bots back', async () => {
  const first = await launchApp(data.folder)
  await first.page.getByRole('button', { name: 'Start demo' }).click()
  await first.page.getByRole('table', { name: 'Recent fills' }).getByText('BTC Cross').first().waitFor()
  await first.close()

  expect(readdirSync(join(data.folder, 'backups')).length).toBeGreaterThan(0)

  const file = join(data.folder, 'trading.db')
  truncateSync(file, 5_000)
  writeFileSync(`${file}-wal`, '')
  const damaged = readFileSync(file)
  const second = await launchApp(data.folder)
  const { page } = second
  await page
    .getByText(/cannot be (read|used|opened)|damaged/i)
    .first()
    .waitFor()
  expect(readFileSync(file).equals(damaged)).toBe(true)
  const menu = await second.app.evaluate(({ Menu }) => {
    const bar = Menu.getApplicationMenu()
    const all = bar?.items.flatMap((item) => [item, ...(item.submenu?.items ?? [])]) ?? []
    return { roles: all.map(({ role }) => role), kill: bar?.getMenuItemById('kill-switch')?.enabled }
  })
  expect(menu.roles).not.toContain('reload')
  expect(menu.kill).toBe(false)
  await expect(askFromPage(page, 'demo.start', {})).rejects.toThrow(/nothing was started/)
  await page
    .getByRole('button', { name: /Restore/ })
    .first()
    .click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Restore/ })
    .click()
  await page
    .getByRole('button', { name: /^(Start demo|New bot)$/ })
    .first()
    .waitFor()
  expect(readdirSync(data.folder).some((name) => name.startsWith('trading.unusable-'))).toBe(true)
  await second.close()
})

test('after an engine that cannot start, a backup brings the bots back', async () => {
  const second = newDataFolder()
  const first = await launchApp(second.folder)
  await askFromPage(first.page, 'demo.start', {})
  await first.close()
  // The backup of the first start has no bots yet: one of the state as it is.
  const [file = ''] = readdirSync(join(second.folder, 'backups'))
  copyFileSync(join(second.folder, 'trading.db'), join(second.folder, 'backups', file))
  breakEngineStart(second.folder)

  const { page, close } = await launchApp(second.folder)
  const restore = page.getByRole('button', { name: /Restore/ }).first()
  await restore.waitFor()
  expect((await askFromPage(page, 'recovery.info', {})).problem).toMatchObject({
    code: 'blocked.engine-failed',
  })
  await restore.click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Restore/ })
    .click()
  await page.getByRole('link', { name: 'Bots', exact: true }).click()
  await page.getByRole('table', { name: 'Bots' }).getByText('DASH Cross').waitFor()
  await close()
  second.remove()
})

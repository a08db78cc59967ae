import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../support/exchange-simulator/start-exchange-simulator.ts'
import { filesWith, processWords } from '../support/find-text.ts'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import { askFromPage } from '../support/page-window.ts'
import { keptInKeychain } from '../support/system-keychain.ts'
import { findingsOn } from './findings.ts'

const keys = {
  withdrawing: { apiKey: 'ApiKeyOfTheOneThatWithdraws', secret: 'SecretOfTheOneThatWithdraws' },
  first: { apiKey: 'FirstApiKeyOfTheTrader', secret: 'FirstSecretOfTheTrader' },
  second: { apiKey: 'SecondApiKeyOfTheTrader', secret: 'SecondSecretOfTheTrader' },
} as const
const binance = { exchangeId: 'binance', network: 'live' } as const
type Key = (typeof keys)[keyof typeof keys]
const secrets = Object.values(keys).flatMap(({ apiKey, secret }) => [apiKey, secret])

const data = newDataFolder()
let launched: LaunchedApp
let simulator: ExchangeSimulator
/** All that the engine has told the window, this run and those before. */
let told = ''

const listen = async (): Promise<void> => {
  await launched.page.evaluate(() => {
    const { auronex } = globalThis as unknown as {
      auronex: { onFeed(listener: (message: unknown) => void): void }
    }
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    auronex.onFeed((message) => heard.push(JSON.stringify(message)))
  })
}
const hear = async (): Promise<void> => {
  told += await launched.page.evaluate(() => (Reflect.get(globalThis, 'heard') as string[]).join('\n'))
  const journal = await askFromPage(launched.page, 'history.journal', {
    limit: 200,
    before: null,
    botId: null,
  })
  const { bodies } = await askFromPage(launched.page, 'watch', { topics: [{ topic: 'balances' }] })
  told += JSON.stringify([journal, bodies])
  told += await launched.page.content()
}
const accounts = async () => {
  const { bodies } = await askFromPage(launched.page, 'watch', { topics: [{ topic: 'balances' }] })
  return bodies.flatMap((body) => (body.kind === 'engine' ? body.engine.accounts : []))
}
const showKeys = async (): Promise<void> => {
  await launched.page.getByRole('navigation').getByRole('link', { name: 'Settings', exact: true }).click()
  await launched.page.getByRole('link', { name: 'Exchanges & keys' }).click()
}
const fill = async ({ apiKey, secret }: Key): Promise<void> => {
  const dialog = launched.page.getByRole('alertdialog')
  await dialog.getByLabel(/^(API key|Chave de API)$/).fill(apiKey)
  await dialog.getByLabel(/^(Secret|Segredo)$/).fill(secret)
}

beforeAll(async () => {
  simulator = await startExchangeSimulator({
    exchange: 'binance',
    symbols: 2,
    seed: 5,
    accounts: [
      { id: 'trader', ...keys.first, balances: { USDT: '1234.5' } },
      { id: 'withdrawer', ...keys.withdrawing, canWithdraw: true },
      { id: 'trader', ...keys.second, balances: { USDT: '1234.5' } },
    ],
  })
  launched = await launchApp(data.folder)
  await askFromPage(launched.page, 'demo.start', {})
  const { restUrl, wsUrl } = simulator
  await askFromPage(launched.page, 'venues.connect', { ...binance, restUrl, wsUrl })
  await listen()
})
afterAll(async () => {
  await launched.close()
  await simulator.close()
  data.remove()
})

test('a key that may withdraw is refused, and nothing of it kept', async () => {
  const { page } = launched
  await showKeys()
  await page.getByRole('button', { name: 'Add key' }).click()
  const dialog = page.getByRole('alertdialog')
  await fill(keys.withdrawing)
  await dialog.getByRole('button', { name: 'Test' }).click()
  await dialog.getByText(/^This key may withdraw or transfer money/).waitFor()
  expect(await dialog.getByRole('button', { name: 'Add key' }).isDisabled()).toBe(true)
  expect(await dialog.getByLabel('Secret').inputValue()).toBe('')
  // Not by the window's leave alone.
  const credentials = { ...keys.withdrawing, password: null }
  const place = { ...binance, restUrl: null, wsUrl: null }
  const added = askFromPage(page, 'keys.add', { place, name: 'x', credentials, isChecked: true })
  await expect(added).rejects.toThrow('KEY_TOO_POWERFUL')
  expect(await accounts()).toEqual([])
  await dialog.getByRole('button', { name: 'Cancel' }).click()
})

test('a key that trades is tried, kept in the system’s keychain, and its account shown with balances', async () => {
  const { page } = launched
  await page.getByRole('button', { name: 'Add key' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Name').fill('Main')
  await fill(keys.first)
  await dialog.getByRole('button', { name: 'Test' }).click()
  const report = dialog.getByRole('region', { name: 'What the exchange says' })
  await report.getByText('1,234.50 USDT').waitFor()
  expect(await accounts()).toEqual([])
  await dialog.getByRole('button', { name: 'Add key' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const shown = page.getByRole('listitem', { name: 'Main' })
  await shown.getByText('Open', { exact: true }).waitFor()
  await shown.getByText('••••ader').waitFor()
  const [account] = await accounts()
  if (account === undefined) throw new Error('no account')
  expect(await keptInKeychain(account.id)).toEqual({ ...keys.first, password: null })
  await expect
    .poll(async () => {
      const { bodies } = await askFromPage(page, 'watch', { topics: [{ topic: 'balances' }] })
      return bodies.flatMap((body) => (body.kind === 'balances' ? body.balances : []))
    })
    .toContainEqual(expect.objectContaining({ mode: 'live', asset: 'USDT', total: '1234.5' }))
})

test.each([
  ['dark', 'en'],
  ['light', 'pt-BR'],
] as const)('keys have no accessibility fault in the %s theme, in %s', async (theme, language) => {
  const { page } = launched
  await askFromPage(page, 'settings.update', { theme, language })
  await page.getByText(language === 'en' ? 'Last used' : 'Último uso').waitFor()
  expect(await findingsOn(page)).toEqual([])
  await page.getByRole('button', { name: 'Add key' }).click()
  const dialog = page.getByRole('alertdialog')
  await fill(keys.first)
  await dialog.getByRole('button', { name: 'Test' }).click()
  await dialog.getByText(language === 'en' ? '1,234.50 USDT' : '1.234,50 USDT').waitFor()
  expect(await findingsOn(page)).toEqual([])
  await dialog.getByRole('button', { name: /^(Other addresses|Outros endereços)$/ }).click()
  await dialog.getByLabel(/^(REST address|Endereço REST)$/).waitFor()
  expect(await findingsOn(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await askFromPage(page, 'settings.update', { theme: 'system', language: 'en' })
})

test('the key is changed for another of the same account', async () => {
  const { page } = launched
  const shown = page.getByRole('listitem', { name: 'Main' })
  await shown.getByRole('button', { name: 'Rotate…' }).click()
  await fill(keys.second)
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const [account] = await accounts()
  expect(await keptInKeychain(account?.id ?? '')).toEqual({ ...keys.second, password: null })
  await shown.getByText('Open', { exact: true }).waitFor()
})

test('after a restart the account is there and open, without asking for the key', async () => {
  await hear()
  await launched.close()
  launched = await launchApp(data.folder)
  await listen()
  await showKeys()
  await launched.page.getByRole('listitem', { name: 'Main' }).getByText('Open', { exact: true }).waitFor()
})

test('no secret is in the data folder, the log, the environment of any process, or what the window is told', async () => {
  await hear()
  const pid = launched.app.process().pid
  if (pid === undefined) throw new Error('the app has no process')
  const words = processWords(pid)
  // What is looked for where it has to be found, so that looking means something.
  if (process.platform === 'linux') expect(words).toContain(data.folder)
  expect(filesWith(data.folder, ['••••ader'])).not.toEqual([])
  expect(told).toContain('••••ader')
  for (const secret of secrets) {
    expect(words).not.toContain(secret)
    expect(told).not.toContain(secret)
  }
  expect(filesWith(data.folder, secrets)).toEqual([])
  expect(launched.pageErrors).toEqual([])
})

test('a key that is removed is in no keychain any more', async () => {
  const { page } = launched
  const [account] = await accounts()
  const shown = page.getByRole('listitem', { name: 'Main' })
  await shown.getByRole('button', { name: 'Remove…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await shown.waitFor({ state: 'hidden' })
  expect(await keptInKeychain(account?.id ?? '')).toBeNull()
  expect(await accounts()).toEqual([])
})

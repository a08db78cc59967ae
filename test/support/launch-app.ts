import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'

const startScript = join(import.meta.dirname, '../../scripts/start.mjs')

export interface LaunchedApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** Everything the page said on its console at level error. */
  readonly pageErrors: readonly string[]
  close(): Promise<void>
}

export const newDataFolder = (): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'auronex-e2e-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * Starts the app as a user does, through the start script, and waits for its window.
 * @param more variables of its environment
 */
export const launchApp = async (
  folder: string,
  options: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<LaunchedApp> => {
  const env: Record<string, string> = { LANG: 'en_US.UTF-8', LANGUAGE: 'en', AURONEX_E2E: '1', ...more }
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !(name in env)) env[name] = value
  }
  const app = await _electron.launch({
    executablePath: startScript,
    args: [`--user-data-dir=${folder}`, ...options],
    env,
    timeout: 60_000,
  })
  const page = await app.firstWindow()
  const pageErrors: string[] = []
  page.on('pageerror', (error) => pageErrors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text())
  })
  await page.waitForLoadState('domcontentloaded')
  return { app, page, pageErrors, close: () => app.close() }
}

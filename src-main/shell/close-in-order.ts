import { writeFileSync } from 'node:fs'
import type { AppView } from '../../src-preload/contract/views.ts'
import type { FileLog } from '../adapters/log/file-log.ts'
import { blockedReport, exitReport } from './exit-report.ts'
import type { MainWindow } from './main-window.ts'
import { messageOf } from './message-of.ts'
import type { AppOptions } from './options.ts'
import type { TradingHost } from './trading-host.ts'

interface ClosingParts {
  readonly options: AppOptions
  readonly log: FileLog
  readonly host: TradingHost
  readonly window: Pick<MainWindow, 'isOpen' | 'capture'>
  readonly info: () => AppView
  readonly rememberPlace: () => void
}

const saveScreenshot = async ({ options: { screenshot }, window }: ClosingParts): Promise<void> => {
  if (screenshot === null || !window.isOpen) return
  const picture = await window.capture()
  if (picture === null) throw new Error('the window could not be drawn in time')
  writeFileSync(screenshot, picture)
}

const report = ({ host: { session, store }, info, log }: ClosingParts): string =>
  session === null || store === null
    ? blockedReport(info(), log.errors + 1)
    : exitReport(session.engine, store, info(), log.errors)

/** A step that fails is said and counts; the steps after it are still taken. @returns the code to exit with */
export const closeInOrder = async (parts: ClosingParts): Promise<number> => {
  const { options, log, host } = parts
  let line = ''
  const steps = [
    () => saveScreenshot(parts),
    () => parts.rememberPlace(),
    () => {
      line = report(parts)
    },
    () => host.close(),
  ]
  let code = 0
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      code = 1
      log.error('app.quit-failed', { message: messageOf(error) })
      process.stderr.write(`The app could not close cleanly: ${messageOf(error)}\n`)
    }
  }
  if (options.exitAfterMs !== null && line !== '') process.stdout.write(`${line}\n`)
  log.close()
  return code
}

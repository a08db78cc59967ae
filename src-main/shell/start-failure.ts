import { app, dialog } from 'electron'
import { languageOf } from './app-settings.ts'
import { messageOf } from './message-of.ts'
import { type AppOptions, mayAsk } from './options.ts'
import { textIn } from './texts.ts'

/** Nothing could be opened, not even a log or a window: says so and ends the process. */
export const failToStart = (error: unknown, options: AppOptions): void => {
  const message = textIn(languageOf(app.getLocale()), 'startFailed', { message: messageOf(error) })
  process.stderr.write(`${message}\n`)
  if (mayAsk(options, process.env)) dialog.showErrorBox('Auronex', message)
  app.exit(1)
}

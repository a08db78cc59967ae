import { app, dialog } from 'electron'
import { languageOf } from './app-settings.ts'
import { messageOf } from './message-of.ts'
import { type AppOptions, mayAsk } from './options.ts'
import { textIn } from './texts.ts'

const endWith = (
  options: AppOptions,
  ...said: [key: 'startFailed' | 'folderDenied', facts: object]
): void => {
  const [key, facts] = said
  const message = textIn(languageOf(app.getLocale()), key, { ...facts })
  process.stderr.write(`${message}\n`)
  if (mayAsk(options, process.env)) dialog.showErrorBox('Auronex', message)
  app.exit(1)
}

/** Nothing could be opened, not even a log or a window: says so and ends the process. */
export const failToStart = (error: unknown, options: AppOptions): void =>
  endWith(options, 'startFailed', { message: messageOf(error) })

/** The system does not let the app write where it keeps everything: says so and ends the process. */
export const refuseFolder = (folder: string, code: string, options: AppOptions): void =>
  endWith(options, 'folderDenied', { folder, code })

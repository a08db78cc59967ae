import { usualNotifications } from '../../src-preload/contract/notification-settings.ts'
import type { Language } from '../../src-preload/contract/values.ts'
import { type AppSettings, appSettings } from '../../src-preload/contract/views.ts'
import type { Store } from '../engine/ports/store.ts'
import { parseJson } from './parse-json.ts'

const key = 'app.settings'
const usual: AppSettings = {
  language: 'system',
  theme: 'system',
  checklistDismissed: false,
  closeBehaviour: 'tray',
  killPaperToo: false,
  notifications: usualNotifications,
  watchlist: [],
}

/** The app's language for a system that speaks another. @param locale BCP 47, for example "pt-PT" */
export const languageOf = (locale: string): Language =>
  locale.toLowerCase().startsWith('pt') ? 'pt-BR' : 'en'

export type SettingsChange = { readonly [K in keyof AppSettings]?: AppSettings[K] | undefined }

/** Settings of another version, or damaged ones: what is missing or unknown falls back, what is known stays. */
const fromSaved = (saved: string): AppSettings => {
  const given = parseJson(saved)
  if (typeof given !== 'object' || given === null) return usual
  const known = Object.entries(appSettings.shape).filter(([name, schema]) => {
    const value: unknown = Reflect.get(given, name)
    return value !== undefined && schema.safeParse(value).success
  })
  const kept = Object.fromEntries(known.map(([name]) => [name, Reflect.get(given, name)]))
  return appSettings.parse({ ...usual, ...kept })
}

/** The app's own settings, kept in the store when there is one, else for this run only. */
export class SettingsDesk {
  readonly #store: () => Store | null
  readonly #systemLocale: () => string
  readonly #onUpdated: () => void
  #unsaved: AppSettings = usual

  /**
   * @param systemLocale BCP 47, for example "pt-BR"
   * @param onUpdated called after every change
   */
  constructor(store: () => Store | null, systemLocale: () => string, onUpdated = () => {}) {
    this.#store = store
    this.#systemLocale = systemLocale
    this.#onUpdated = onUpdated
  }

  read(): AppSettings {
    const saved = this.#store()?.settings.get(key)
    return saved === null || saved === undefined ? this.#unsaved : fromSaved(saved)
  }

  update(change: SettingsChange): AppSettings {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const updated = appSettings.parse({ ...this.read(), ...given })
    this.#unsaved = updated
    this.#store()?.settings.set(key, JSON.stringify(updated))
    this.#onUpdated()
    return updated
  }

  /** The language in use. */
  language(): Language {
    const { language } = this.read()
    if (language !== 'system') return language
    return languageOf(this.#systemLocale())
  }
}

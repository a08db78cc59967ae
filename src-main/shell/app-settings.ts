import type { Language } from '../../src-preload/contract/values.ts'
import { type AppSettings, appSettings } from '../../src-preload/contract/views.ts'
import type { Store } from '../engine/ports/store.ts'

const key = 'app.settings'
const usual: AppSettings = { language: 'system', theme: 'system', checklistDismissed: false }

export type SettingsChange = { readonly [K in keyof AppSettings]?: AppSettings[K] | undefined }

/** The app's own settings, kept in the store when there is one, else for this run only. */
export class SettingsDesk {
  readonly #store: () => Store | null
  readonly #systemLocale: () => string
  #unsaved: AppSettings = usual

  /** @param systemLocale BCP 47, for example "pt-BR" */
  constructor(store: () => Store | null, systemLocale: () => string) {
    this.#store = store
    this.#systemLocale = systemLocale
  }

  read(): AppSettings {
    const saved = this.#store()?.settings.get(key)
    if (saved === null || saved === undefined) return this.#unsaved
    const parsed = appSettings.safeParse(JSON.parse(saved))
    // Settings of another version: what is missing or unknown falls back, what is known stays.
    return parsed.success ? parsed.data : usual
  }

  update(change: SettingsChange): AppSettings {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const updated = appSettings.parse({ ...this.read(), ...given })
    this.#unsaved = updated
    this.#store()?.settings.set(key, JSON.stringify(updated))
    return updated
  }

  /** The language in use. */
  language(): Language {
    const { language } = this.read()
    if (language !== 'system') return language
    return this.#systemLocale().toLowerCase().startsWith('pt') ? 'pt-BR' : 'en'
  }
}

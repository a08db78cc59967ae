import { useEffect } from 'react'
import { HashRouter, useNavigate } from 'react-router'
import { I18nProvider, languageOf } from '../i18n/i18n.tsx'
import { connectEngine, useEngine } from '../state/engine-store.ts'
import { Frame } from './Frame.tsx'
import { showTheme } from './theme.ts'

const Connected = () => {
  const navigate = useNavigate()
  const theme = useEngine((state) => state.settings?.theme)
  // The router makes a new function per route; the connection must not follow it.
  useEffect(
    () => connectEngine((to) => void window.dispatchEvent(new CustomEvent('auronex:go', { detail: to }))),
    [],
  )
  useEffect(() => {
    const go = (event: Event) => {
      if (event instanceof CustomEvent) void navigate(String(event.detail))
    }
    window.addEventListener('auronex:go', go)
    return () => window.removeEventListener('auronex:go', go)
  }, [navigate])
  useEffect(() => {
    if (theme !== undefined) showTheme(theme)
  }, [theme])
  return <Frame />
}

export const App = () => {
  const chosen = useEngine((state) => state.settings?.language ?? 'system')
  return (
    <I18nProvider language={languageOf(chosen, navigator.language)}>
      <HashRouter>
        <Connected />
      </HashRouter>
    </I18nProvider>
  )
}

import type { Language } from '../../src-preload/contract/values.ts'
import type { Sentence } from '../domain/sentence.ts'

/** Everything main says itself: menu, desktop notifications, the refusal of a second process. */
const en = {
  file: 'File',
  quit: 'Quit',
  edit: 'Edit',
  view: 'View',
  engine: 'Engine',
  killSwitch: 'Kill switch: halt paper entries',
  pauseAll: 'Pause all entries',
  killTitle: 'Kill switch engaged',
  killBody: 'All new entries are halted ({mode}). Open positions are still managed.',
  orderRejectedTitle: 'Order refused',
  orderRejectedBody: '{bot}: the order on {symbol} was refused ({code}).',
  orderUnknownTitle: 'Order outcome unknown',
  orderUnknownBody: '{bot}: entries on {symbol} wait until the exchange has answered.',
  botFailedTitle: 'Bot stopped by an error',
  botFailedBody: '{bot}: {message}',
  engineFailedTitle: 'Trading halted',
  engineFailedBody: 'No new entries are opened: {message}',
  paper: 'paper',
  live: 'live',
  inUse: 'This data folder is in use by another process{pid}. Close it, or start with --user-data-dir=DIR.',
}

export type TextKey = keyof typeof en

const ptBr: Record<TextKey, string> = {
  file: 'Arquivo',
  quit: 'Sair',
  edit: 'Editar',
  view: 'Exibir',
  engine: 'Motor',
  killSwitch: 'Parada de emergência: suspender entradas simuladas',
  pauseAll: 'Pausar todas as entradas',
  killTitle: 'Parada de emergência acionada',
  killBody: 'Todas as novas entradas estão suspensas ({mode}). As posições abertas continuam geridas.',
  orderRejectedTitle: 'Ordem recusada',
  orderRejectedBody: '{bot}: a ordem em {symbol} foi recusada ({code}).',
  orderUnknownTitle: 'Resultado da ordem desconhecido',
  orderUnknownBody: '{bot}: as entradas em {symbol} aguardam a resposta da corretora.',
  botFailedTitle: 'Bot parado por um erro',
  botFailedBody: '{bot}: {message}',
  engineFailedTitle: 'Negociação suspensa',
  engineFailedBody: 'Nenhuma entrada nova é aberta: {message}',
  paper: 'simulado',
  live: 'real',
  inUse:
    'Esta pasta de dados está em uso por outro processo{pid}. Feche-o ou inicie com --user-data-dir=PASTA.',
}

const tables: Record<Language, Record<TextKey, string>> = { en, 'pt-BR': ptBr }

export const textIn = (
  language: Language,
  key: TextKey,
  facts: Readonly<Record<string, string | number>> = {},
) => tables[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''))

const notified: Readonly<Record<string, readonly [TextKey, TextKey]>> = {
  'alert.kill-engaged': ['killTitle', 'killBody'],
  'alert.order-rejected': ['orderRejectedTitle', 'orderRejectedBody'],
  'alert.order-unknown': ['orderUnknownTitle', 'orderUnknownBody'],
  'alert.bot-failed': ['botFailedTitle', 'botFailedBody'],
  'alert.engine-failed': ['engineFailedTitle', 'engineFailedBody'],
}

/** Title and body of an alert as a desktop notification; null for one that stays in the app. */
export const notificationText = (
  language: Language,
  text: Sentence,
): { readonly title: string; readonly body: string } | null => {
  const keys = notified[text.code]
  if (keys === undefined) return null
  const mode = text.facts?.mode === 'live' ? 'live' : 'paper'
  const facts = { ...text.facts, mode: textIn(language, mode) }
  return { title: textIn(language, keys[0]), body: textIn(language, keys[1], facts) }
}

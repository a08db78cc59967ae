import type { SentenceCode } from '../../../src-preload/contract/codes.ts'
import type { Language } from '../../../src-preload/contract/values.ts'
import type { Alert } from '../../engine/ports/alerts.ts'
import { breakerFacts } from './breaker-words.ts'

type AlertCode = Extract<SentenceCode, `alert.${string}`>

/** Title, then body: who, what, why, and what to do next. null: it stays in the app. */
type Words = readonly [string, string] | null
type Texts = Readonly<Record<AlertCode, Words>>

const en: Texts = {
  'alert.first-trade': null,
  'alert.trade-closed': ['Trade closed', '{bot}: {symbol}, {pnl} {currency}.'],
  'alert.kill-engaged': [
    'Kill switch engaged',
    'All new entries are halted ({mode}). Open positions are still managed.',
  ],
  'alert.kill-lifted': null,
  'alert.kill-cancel-failed': [
    'Order not cancelled yet',
    '{bot}: the order on {symbol} could not be cancelled. Open the kill switch to see why and try again.',
  ],
  'alert.kill-close-failed': [
    'Position not closed yet',
    '{bot}: the position in {symbol} could not be closed. Open the kill switch to see why and try again.',
  ],
  'alert.not-resumed': [
    'Live bot stopped by a restart',
    '{bot}: it enters nothing until you start it again. Stops of what it holds are in place.',
  ],
  'alert.breaker-tripped': [
    'Circuit breaker tripped',
    '{subject}: {rule}, {value} of {limit}. Entries are halted, stops go on. {next}',
  ],
  'alert.bot-failed': ['Bot stopped by an error', '{bot}: {message} Open it to start it again.'],
  'alert.order-rejected': [
    'Order refused',
    '{bot}: the order on {symbol} was refused ({code}). Open the bot to see its limits.',
  ],
  'alert.order-unknown': [
    'Order outcome unknown',
    '{bot}: entries on {symbol} wait until the exchange has answered.',
  ],
  'alert.order-settled': null,
  'alert.market-stale': [
    'No fresh prices',
    '{venue}: {symbol} (pairs affected: {pairs}). No entries there until they are back.',
  ],
  'alert.pair-halted': ['Pair halted', '{venue} halted {symbol}. No entries until it trades again.'],
  'alert.pair-delisted': ['Pair delisted', '{venue} no longer lists {symbol}. Check any position in it.'],
  'alert.clock-offset': [
    'Clocks differ',
    '{venue}: this computer’s clock is {seconds} s off. Set it, or signed orders will be refused.',
  ],
  'alert.foreign-orders': [
    'Orders that are not ours',
    '{venue}, account {account}: {count} open ({symbols}). They are not touched: look at them under Positions.',
  ],
  'alert.reconcile-mismatch': [
    'Reconciliation needed',
    '{venue}, account {account}: {differences}. No entries there until it is resolved.',
  ],
  'alert.position-unprotected': [
    'Position not protected',
    '{bot}: {symbol} has no confirmed stop at the exchange. No new entries of the bot until it has. Look at the position.',
  ],
  'alert.key-refused': [
    'Key refused',
    '{venue} does not accept the key of account {account}: no entries. Check and replace it.',
  ],
  'alert.key-too-powerful': [
    'Key may withdraw money',
    'The key of {account} may withdraw or transfer money. It is not used: replace it.',
  ],
  'alert.key-missing': [
    'Key missing',
    'The keychain has no key for {account}. Enter it again to trade there.',
  ],
  'alert.keychain-unavailable': [
    'Keychain unavailable',
    'Accounts with keys stay closed. Paper trading goes on. Open the settings to see what is missing.',
  ],
  'alert.engine-failed': ['Trading halted', 'No new entries are opened: {message} Start the app again.'],
  'alert.backup-failed': ['No backup', 'The daily backup could not be written: {message} Check the disk.'],
}

const ptBr: Texts = {
  'alert.first-trade': null,
  'alert.trade-closed': ['Operação encerrada', '{bot}: {symbol}, {pnl} {currency}.'],
  'alert.kill-engaged': [
    'Parada de emergência acionada',
    'Todas as novas entradas estão suspensas ({mode}). As posições abertas continuam geridas.',
  ],
  'alert.kill-lifted': null,
  'alert.kill-cancel-failed': [
    'Ordem ainda não cancelada',
    '{bot}: a ordem em {symbol} não pôde ser cancelada. Abra a parada de emergência para ver por quê e tentar de novo.',
  ],
  'alert.kill-close-failed': [
    'Posição ainda não fechada',
    '{bot}: a posição em {symbol} não pôde ser fechada. Abra a parada de emergência para ver por quê e tentar de novo.',
  ],
  'alert.not-resumed': [
    'Bot real parado por um reinício',
    '{bot}: não entra em nada até você iniciá-lo de novo. Os stops do que ele tem continuam.',
  ],
  'alert.breaker-tripped': [
    'Disjuntor aberto',
    '{subject}: {rule}, {value} de {limit}. As entradas param, os stops continuam. {next}',
  ],
  'alert.bot-failed': ['Bot parado por um erro', '{bot}: {message} Abra-o para iniciá-lo de novo.'],
  'alert.order-rejected': [
    'Ordem recusada',
    '{bot}: a ordem em {symbol} foi recusada ({code}). Abra o bot para ver seus limites.',
  ],
  'alert.order-unknown': [
    'Resultado da ordem desconhecido',
    '{bot}: as entradas em {symbol} aguardam a resposta da corretora.',
  ],
  'alert.order-settled': null,
  'alert.market-stale': [
    'Sem preços atuais',
    '{venue}: {symbol} (pares afetados: {pairs}). Sem entradas neles até voltarem.',
  ],
  'alert.pair-halted': ['Par suspenso', '{venue} suspendeu {symbol}. Sem entradas até voltar a negociar.'],
  'alert.pair-delisted': [
    'Par retirado da corretora',
    '{venue} não lista mais {symbol}. Confira posições nele.',
  ],
  'alert.clock-offset': [
    'Relógios diferentes',
    '{venue}: o relógio deste computador difere em {seconds} s. Ajuste-o, ou ordens assinadas serão recusadas.',
  ],
  'alert.foreign-orders': [
    'Ordens que não são nossas',
    '{venue}, conta {account}: {count} abertas ({symbols}). Elas não são tocadas: veja-as em Posições.',
  ],
  'alert.reconcile-mismatch': [
    'Conferência necessária',
    '{venue}, conta {account}: {differences}. Sem entradas nela até ser resolvido.',
  ],
  'alert.position-unprotected': [
    'Posição sem proteção',
    '{bot}: {symbol} está sem stop confirmado na corretora. Sem novas entradas do bot até que exista. Veja a posição.',
  ],
  'alert.key-refused': [
    'Chave recusada',
    '{venue} não aceita a chave da conta {account}: sem entradas. Confira e troque-a.',
  ],
  'alert.key-too-powerful': [
    'A chave pode sacar dinheiro',
    'A chave de {account} pode sacar ou transferir dinheiro. Ela não é usada: troque-a.',
  ],
  'alert.key-missing': [
    'Chave ausente',
    'O chaveiro não tem a chave de {account}. Digite-a de novo para operar nessa conta.',
  ],
  'alert.keychain-unavailable': [
    'Chaveiro indisponível',
    'Contas com chave ficam fechadas. O modo simulado continua. Abra as configurações para ver o que falta.',
  ],
  'alert.engine-failed': [
    'Negociação suspensa',
    'Nenhuma entrada nova é aberta: {message} Inicie o aplicativo de novo.',
  ],
  'alert.backup-failed': ['Sem backup', 'O backup diário não pôde ser gravado: {message} Confira o disco.'],
}

const texts: Readonly<Record<Language, Texts>> = { en, 'pt-BR': ptBr }
const modes = {
  en: { paper: 'paper', live: 'live' },
  'pt-BR': { paper: 'simulado', live: 'real' },
} as const

const isAlertCode = (code: string): code is AlertCode => code in en
const isDecimal = (fact: string | number): boolean => /^-?\d+(\.\d+)?$/.test(String(fact))

/** Title and body of an alert as a desktop notification; null for one that stays in the app. */
export const notificationText = (
  language: Language,
  { text, mode }: Pick<Alert, 'text' | 'mode'>,
): { readonly title: string; readonly body: string } | null => {
  const words = isAlertCode(text.code) ? texts[language][text.code] : null
  if (words === null) return null
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 8 })
  const facts: Readonly<Record<string, string | number>> = {
    ...(text.code === 'alert.breaker-tripped' ? breakerFacts(language, text.facts ?? {}) : text.facts),
    ...(mode === null ? {} : { mode: modes[language][mode] }),
  }
  const filled = words[1].replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name] ?? ''
    return isDecimal(fact) ? number.format(Number(fact)) : String(fact)
  })
  // Whoever trades both must see at a glance which money it is.
  const title = mode === 'live' ? `${modes[language].live.toUpperCase()}: ${words[0]}` : words[0]
  return { title, body: filled.replace(/([.!?])\.(?=\s|$)/g, '$1') }
}

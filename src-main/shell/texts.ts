import type { Language } from '../../src-preload/contract/values.ts'

/** Everything main says itself: menu, questions, the refusal of a second process. */
const en = {
  file: 'File',
  quit: 'Quit',
  edit: 'Edit',
  view: 'View',
  engine: 'Engine',
  killSwitch: 'Kill switch: halt entries',
  pauseAll: 'Pause all entries',
  trayShow: 'Show Auronex',
  trayMute: 'Mute notifications for 1 hour',
  trayToday: 'Today {amount} {currency}',
  trayPaper: 'PAPER',
  trayLive: 'LIVE',
  'tray.idle': 'no bot runs',
  'tray.running': 'bots run',
  'tray.warning': 'needs attention',
  'tray.halted': 'entries halted',
  trayTitle: 'Auronex keeps running',
  trayBody:
    'Bots run on without the window. Auronex is in the tray: click it to see the window, or quit there.',
  minimisedBody: 'Bots run on. This desktop has no tray, so the window is minimised. Quit in the menu File.',
  understood: 'OK',
  livePhrase: 'LIVE {bot}',
  liveTitle: 'Turn on live trading?',
  liveBody:
    'Bots that you confirm one by one may then trade real money, on these accounts and within their limits:\n{accounts}\n\nLimits of all live bots together: {limits}.\n\nTrading can lose all of it. Simulated results do not predict real ones. Each bot’s own limits hold as well; the kill switch halts all live entries.',
  liveBadgeLive: 'real money',
  liveBadgeTestnet: 'TESTNET',
  liveBadgeSimulator: 'SIMULATOR',
  liveTurnOn: 'Turn on live trading',
  cancel: 'Cancel',
  liveWindow: 'LIVE – Auronex',
  paper: 'paper',
  live: 'live',
  quitTitle: 'Quit Auronex?',
  'quitBots.one': '{count} bot is running ({mode}).',
  'quitBots.other': '{count} bots are running ({mode}).',
  'quitPositions.one': '{count} position is open ({mode}).',
  'quitPositions.other': '{count} positions are open ({mode}).',
  quitBody:
    'While the app is closed nothing is traded or watched: no entries, no exits. Paper bots that run go on at the next start.',
  quitBot: '• {bot} ({mode})',
  quitMore: '• and {count} more',
  quitPosition: '• {symbol}, {bot} ({mode})',
  keepRunning: 'Keep running',
  keepInTray: 'Keep running in the tray',
  stopAndQuit: 'Stop bots safely, then quit',
  quitAnyway: 'Quit anyway',
  'quitAnywayLive.one': 'Quit anyway: {count} live position keeps only its stop at the exchange',
  'quitAnywayLive.other': 'Quit anyway: {count} live positions keep only their stops at the exchange',
  hungTitle: 'The window does not answer',
  hungBody: 'The engine trades on, and the kill switch in the menu works.',
  wait: 'Wait',
  reload: 'Load the window again',
  crashedTitle: 'The window keeps crashing',
  crashedBody: 'The engine trades on without it. Loading it again may help.',
  startFailed: 'Auronex could not start: {message}',
  folderDenied:
    'Auronex cannot write to its data folder {folder} ({code}). Allow it to, or start with --user-data-dir=DIR.',
  inUse: 'This data folder is in use by another process{pid}. Close it, or start with --user-data-dir=DIR.',
}

export type TextKey = keyof typeof en
/** Texts that exist once per plural form. */
type CountKey = Extract<TextKey, `${string}.other`> extends `${infer K}.other` ? K : never

const ptBr: Record<TextKey, string> = {
  file: 'Arquivo',
  quit: 'Sair',
  edit: 'Editar',
  view: 'Exibir',
  engine: 'Motor',
  killSwitch: 'Parada de emergência: suspender entradas',
  pauseAll: 'Pausar todas as entradas',
  trayShow: 'Mostrar o Auronex',
  trayMute: 'Silenciar notificações por 1 hora',
  trayToday: 'Hoje {amount} {currency}',
  trayPaper: 'SIMULADO',
  trayLive: 'REAL',
  'tray.idle': 'nenhum bot em execução',
  'tray.running': 'bots em execução',
  'tray.warning': 'requer atenção',
  'tray.halted': 'entradas suspensas',
  trayTitle: 'O Auronex continua em execução',
  trayBody:
    'Os bots continuam sem a janela. O Auronex está na bandeja: clique nele para ver a janela, ou saia por lá.',
  minimisedBody:
    'Os bots continuam. Esta área de trabalho não tem bandeja, então a janela foi minimizada. Saia pelo menu Arquivo.',
  understood: 'OK',
  livePhrase: 'REAL {bot}',
  liveTitle: 'Ligar a negociação real?',
  liveBody:
    'Bots que você confirmar um a um poderão então negociar dinheiro real, nestas contas e dentro dos limites delas:\n{accounts}\n\nLimites de todos os bots reais juntos: {limits}.\n\nA negociação pode perder tudo. Resultados simulados não preveem os reais. Valem também os limites de cada bot; a parada de emergência suspende todas as entradas reais.',
  liveBadgeLive: 'dinheiro real',
  liveBadgeTestnet: 'TESTNET',
  liveBadgeSimulator: 'SIMULADOR',
  liveTurnOn: 'Ligar a negociação real',
  cancel: 'Cancelar',
  liveWindow: 'REAL – Auronex',
  paper: 'simulado',
  live: 'real',
  quitTitle: 'Sair do Auronex?',
  'quitBots.one': '{count} bot está em execução ({mode}).',
  'quitBots.other': '{count} bots estão em execução ({mode}).',
  'quitPositions.one': '{count} posição está aberta ({mode}).',
  'quitPositions.other': '{count} posições estão abertas ({mode}).',
  quitBody:
    'Com o aplicativo fechado, nada é negociado nem acompanhado: sem entradas e sem saídas. Bots simulados em execução continuam na próxima abertura.',
  quitBot: '• {bot} ({mode})',
  quitMore: '• e mais {count}',
  quitPosition: '• {symbol}, {bot} ({mode})',
  keepRunning: 'Manter em execução',
  keepInTray: 'Manter em execução na bandeja',
  stopAndQuit: 'Parar os bots com segurança e sair',
  quitAnyway: 'Sair mesmo assim',
  'quitAnywayLive.one': 'Sair mesmo assim: {count} posição real fica só com seu stop na corretora',
  'quitAnywayLive.other': 'Sair mesmo assim: {count} posições reais ficam só com seus stops na corretora',
  hungTitle: 'A janela não responde',
  hungBody: 'O motor continua negociando, e a parada de emergência no menu funciona.',
  wait: 'Aguardar',
  reload: 'Recarregar a janela',
  crashedTitle: 'A janela continua falhando',
  crashedBody: 'O motor continua negociando sem ela. Recarregá-la pode ajudar.',
  startFailed: 'O Auronex não pôde iniciar: {message}',
  folderDenied:
    'O Auronex não pode gravar na sua pasta de dados {folder} ({code}). Permita isso ou inicie com --user-data-dir=PASTA.',
  inUse:
    'Esta pasta de dados está em uso por outro processo{pid}. Feche-o ou inicie com --user-data-dir=PASTA.',
}

const tables: Record<Language, Record<TextKey, string>> = { en, 'pt-BR': ptBr }

/** All of them, for whoever checks that none is missing. */
export const textsIn = (language: Language): Readonly<Record<TextKey, string>> => tables[language]

export const textIn = (
  language: Language,
  key: TextKey,
  facts: Readonly<Record<string, string | number>> = {},
) => tables[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''))

/** A text with a number in it, in the form that the language has for that number. */
export const countIn = (
  language: Language,
  key: CountKey,
  count: number,
  facts: Readonly<Record<string, string | number>> = {},
): string => {
  const form = new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other'
  return textIn(language, `${key}.${form}`, { ...facts, count })
}

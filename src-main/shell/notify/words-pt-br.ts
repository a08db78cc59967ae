import type { AlertWords } from './alert-words.ts'

/** The Brazilian Portuguese words. */
export const ptBrWords: AlertWords = {
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
  'alert.entry-smaller': null,
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
  'alert.foreign-holdings': [
    'Moedas que não são nossas',
    '{venue}, conta {account}: {assets}. Nenhum bot as negocia: adote-as ou ignore-as em Posições.',
  ],
  'alert.reconcile-mismatch': [
    'Conferência necessária',
    '{venue}, conta {account}: {differences}. Sem entradas nela até ser resolvido.',
  ],
  'alert.position-without-bot': [
    'Posição sem bot',
    '{venue}, conta {account}: {symbol} está aberta de novo, seu bot foi removido e ela não tem stop. Feche-a em Posições.',
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
  'alert.trade-opened': ['Operação aberta', '{bot}: comprou {symbol}.'],
  'alert.stop-hit': ['Stop atingido', '{bot}: {symbol}, {pnl} {currency}.'],
  'alert.take-profit-hit': ['Realização de lucro atingida', '{bot}: {symbol}, {pnl} {currency}.'],
  'alert.limit-nearly-used': [
    'Limite quase usado',
    '{subject}: {setting}, {value} de {limit}. Abra Risco para ver o que pode ser atingido.',
  ],
  'alert.stop-rejected': [
    'Stop recusado',
    '{bot}: a corretora recusou o stop de {symbol} ({code}). O aplicativo o vigia enquanto isso. Veja a posição.',
  ],
  'alert.exchange-unreachable': [
    'Corretora não alcançada',
    '{venue}, conta {account}: sem resposta há mais de um minuto. Sem entradas nela até responder.',
  ],
  'alert.account-unheard': [
    'Fluxo da conta interrompido',
    '{venue} não avisa o que acontece na conta {account}. As ordens são consultadas a cada poucos segundos. Sem entradas nela até avisar.',
  ],
  'alert.slept': [
    'O computador dormiu',
    'Por {span} nada foi negociado nem vigiado pelo aplicativo. Os livros estão sendo conferidos com as corretoras.',
  ],
  'alert.slept-holding': [
    'O computador dormiu',
    'Por {span} o aplicativo não vigiou nada; posições abertas: {positions}. Só os stops na corretora podiam agir. Veja o que aconteceu nesse tempo.',
  ],
  'alert.disk-low': ['Disco quase cheio', 'Só {gigabytes} GB livres onde os dados ficam. Libere espaço.'],
  'alert.bot-started': null,
  'alert.bot-paused': null,
  'alert.bot-stopped': null,
}

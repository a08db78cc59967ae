export const ptReconciliation = {
  'banner.reconcile':
    'Conferência necessária: nossos registros e {venue} divergem na conta {account}. As entradas nela aguardam; as saídas continuam.',
  'banner.resolve': 'Resolver…',
  'reconcile.title': 'Conferência',
  'reconcile.what':
    'Conta {account}: o que dizem nossos registros e o que diz a corretora. As entradas aguardam até concordarem; saídas e proteção continuam.',
  'reconcile.ours': 'Nossos',
  'reconcile.theirs': 'Corretora',
  'reconcile.difference': 'Diferença',
  'reconcile.well': 'Nossos registros e a corretora concordam.',
  'reconcile.askAgain': 'Perguntar de novo',
  'reconcile.foreign': 'Ordens e saldos de terceiros',
  'reconcile.foreignTrades': 'Negócios na conta que não são nossos',
  'reconcile.accept': 'Aceitar',
  'reconcile.acceptTitle': 'Aceitar a palavra da corretora sobre {asset}?',
  'reconcile.acceptWhat':
    'Os registros da conta {account} passarão a ter {amount} {asset}. Faça isso para um depósito, uma retirada ou um negócio feito por fora. Não conta como lucro nem como perda.',
  'reconcile.oversold': '{quantity} {asset} a mais foram vendidos do que nossas posições tinham.',
  'reconcile.oversoldWhat':
    'A corretora tirou {quantity} {asset} da conta {account} além do que nossas posições tinham. Se eram de outra posição nossa, ela é reduzida ao que a conta ainda tem; senão, eram moedas suas. Veja antes as ordens.',
  'reconcile.accepted': 'Os registros aceitaram a palavra da corretora sobre {asset}.',
  'reconcile.reason': 'Motivo',
  'reconcile.reasonHint': 'Fica no diário.',
  'breach.position-quantity': '{symbol}: a quantidade de uma posição não é a soma das suas execuções.',
  'breach.position-cost': '{symbol}: o custo de uma posição não é a soma das suas execuções.',
  'breach.position-openFees':
    '{symbol}: as taxas de entrada de uma posição não são a soma das suas execuções.',
  'breach.position-realized': '{symbol}: o lucro realizado de uma posição não é a soma das suas execuções.',
  'breach.position-fees': '{symbol}: as taxas de uma posição não são a soma das suas execuções.',
  'breach.position-oversold': '{symbol}: foi vendido mais de uma posição do que se comprou.',
  'breach.order-filled': '{symbol}: uma ordem conta outra quantidade que suas execuções.',
  'breach.order-overfilled': '{symbol}: uma ordem executou mais do que pediu.',
  'breach.duplicate-trade': '{symbol}: um negócio está registrado duas vezes.',
  'reconcile.breachTitle': 'Aceitar o que dizem as execuções de {symbol}?',
  'reconcile.breachAccepted': '{symbol}: os livros aceitaram o que dizem as execuções.',
  'breachWhat.position':
    'A posição passa a ser o que somam suas execuções registradas: {counted} em vez de {booked}, e assim também suas outras somas. Nem moedas nem dinheiro são movidos. O resultado dela e do bot muda de acordo.',
  'breachWhat.oversold':
    'As execuções registradas vendem {counted} onde {booked} foram compradas. Nada muda: a posição fica como está registrada, e você a viu. Os saldos continuam a ser comparados com a corretora.',
  'breachWhat.order':
    'A ordem passa a contar o que somam suas execuções registradas: {counted} em vez de {booked}. Nem moedas nem dinheiro são movidos. Enquanto estiver aberta, pergunta-se à corretora o que foi executado.',
  'breachWhat.overfilled':
    'A corretora executou {counted} onde {booked} foram pedidos. Tudo está registrado, também na posição. Nada muda, e você o viu; se executar mais, isso é avisado de novo.',
  'breachWhat.trades':
    'A ordem cita {booked} negócios, e {counted} estão registrados. Ela passa a citar os registrados. Nem moedas nem dinheiro são movidos.',
  'foreign.orders': 'Ordens de terceiros',
  'foreign.holdings': 'Saldos de terceiros',
  'foreign.what': 'Na corretora e não nossos: nunca tocados, a não ser que você os adote.',
  'foreign.adopt': 'Adotar',
  'foreign.bot': 'Bot que adota',
  'foreign.noBot': 'Nenhum bot desta conta negocia isso. Um parado também serve.',
  'foreign.ignore': 'Ignorar',
  'foreign.ignored': 'Ignorado',
  'foreign.show': 'Não ignorar',
  'dust.title': 'Poeira',
  'dust.what': 'Menos do que a corretora vende; a próxima posição no par a incorpora.',
} as const

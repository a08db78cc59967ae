import { ControlServer } from './control-server.ts'
import { type MainOptions, parseMainOptions, usage } from './main-options.ts'
import { type ExchangeSimulator, startExchangeSimulator } from './start-exchange-simulator.ts'

const fundings = [
  { id: 'trader', canWithdraw: false },
  { id: 'withdrawer', canWithdraw: true },
]

/** The addresses of each exchange and a key for each demo account. */
const aboutOf = (simulators: ReadonlyMap<string, ExchangeSimulator>): object =>
  Object.fromEntries(
    [...simulators].map(([id, { restUrl, wsUrl, ccxtUrls, accounts }]) => [
      id,
      {
        restUrl,
        wsUrl,
        ccxtUrls,
        keys: accounts.map(({ id: account, apiKey, secret, passphrase, canWithdraw }) => ({
          account,
          apiKey,
          secret,
          passphrase,
          canWithdraw,
        })),
      },
    ]),
  )

const run = async (options: MainOptions): Promise<void> => {
  const { exchanges, symbols, seed, speed, startAt, port } = options
  const simulators = new Map<string, ExchangeSimulator>()
  for (const [index, exchange] of exchanges.entries()) {
    const own = port === 0 ? 0 : port + 1 + index
    const time = startAt === null ? {} : { startAt }
    simulators.set(
      exchange,
      await startExchangeSimulator({
        exchange,
        symbols,
        seed,
        speed,
        accounts: fundings,
        port: own,
        ...time,
      }),
    )
  }
  const controls = new Map([...simulators].map(([id, { control }]) => [id, control]))
  const server = new ControlServer(controls, () => aboutOf(simulators))
  const address = await server.listen(port)
  const lines = [
    `Simulated exchanges with ${symbols} pairs, seed ${seed}, speed ${speed}. Ctrl+C ends them.`,
    '',
  ]
  for (const [id, { restUrl, wsUrl, accounts }] of simulators) {
    lines.push(`${id.padEnd(8)} REST ${restUrl}   WebSocket ${wsUrl}`)
    for (const { id: name, apiKey, secret, passphrase, canWithdraw } of accounts) {
      const also = canWithdraw ? ' (may withdraw)' : ''
      lines.push(`         ${name}: key ${apiKey}  secret ${secret}  passphrase ${passphrase}${also}`)
    }
  }
  lines.push('', `control  ${address}   e.g. curl ${address}/${exchanges[0]} -d '{"do":"drop-streams"}'`, '')
  process.stdout.write(lines.join('\n'))
  const end = (): void => {
    Promise.allSettled([server.close(), ...[...simulators.values()].map((one) => one.close())]).then(() =>
      process.exit(0),
    )
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}

const parsed = parseMainOptions(process.argv.slice(2))
if (parsed.kind === 'invalid') {
  process.stderr.write(`Unknown or incomplete option ${parsed.argument}. ${usage}\n`)
  process.exitCode = 2
} else if (parsed.kind === 'help') {
  process.stdout.write(`${usage}\n`)
} else {
  await run(parsed.options).catch((error: NodeJS.ErrnoException) => {
    process.stderr.write(
      error.code === 'EADDRINUSE'
        ? 'That port is in use: choose another with --port=FIRST.\n'
        : `${error.stack}\n`,
    )
    process.exit(1)
  })
}

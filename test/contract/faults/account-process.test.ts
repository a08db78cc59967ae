import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'

/**
 * A plain process, which one rejection that nobody catches would end with an error, and one timer or socket that is
 * left behind would keep from ending.
 */
const program = `
import { openAccountOn, until } from './test/support/account-on-simulator.ts'
import { startExchangeSimulator } from './test/support/exchange-simulator/start-exchange-simulator.ts'

for (const exchange of ['binance', 'bybit', 'okx']) {
  const simulator = await startExchangeSimulator({ exchange, speed: 0, symbols: ['BTC/USDT'] })
  const [owner] = simulator.accounts
  const credentials = { apiKey: owner.apiKey, secret: 'wrong', password: owner.passphrase }
  const { account: wrong, log } = await openAccountOn(exchange, simulator, { credentials })
  const { account } = await openAccountOn(exchange, simulator)
  await until(() => account.isHeard && log.lines.length > 0)
  for (let drops = 0; drops < 40; drops += 1) {
    simulator.control.dropStreams()
    await new Promise((resolve) => setTimeout(resolve, drops))
  }
  await account.balances()
  wrong.close()
  account.close()
  await simulator.close()
}
console.log('ended as it should')
`

test('an account goes through all this in a process of its own, which then ends by itself', async () => {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], { stdio: 'pipe' })
  const said: string[] = []
  child.stdout.on('data', (text) => said.push(String(text)))
  child.stderr.on('data', (text) => said.push(String(text)))
  const code = await new Promise((resolve) => {
    const limit = setTimeout(() => child.kill(), 18_000)
    child.on('exit', (exitCode) => {
      clearTimeout(limit)
      resolve(exitCode)
    })
  })
  expect({ code, said: said.join('') }).toEqual({ code: 0, said: 'ended as it should\n' })
})

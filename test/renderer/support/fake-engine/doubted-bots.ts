import { FakeBot } from './fake-bot.ts'
import type { FakeEngine } from './fake-engine.ts'
import { dataEvents } from './fake-trouble.ts'
import { demoSettings } from './form.ts'

const bots = [
  ['Stale with a position', ['ETH/USDT'], 'running'],
  ['Three pairs', ['BTC/USDT', 'ETH/USDT', 'SOL/USDT', 'ADA/USDT'], 'running'],
  ['Delisted', ['DOGE/USDT'], 'running'],
  ['Warming up', ['BTC/USDT'], 'warming-up'],
  ['Paused', ['C042/USDT'], 'entries-paused'],
] as const

/** Bots that cannot rely on their data, beside others that wait for other reasons. */
export const addDoubtedBots = (engine: FakeEngine): void => {
  for (const [name, symbols, state] of bots) {
    const settings = demoSettings(name, symbols[0], '1d', '9', '21')
    const bot = new FakeBot(`bot-${name}`, { ...settings, venueId: 'binance', symbols: [...symbols] })
    bot.set(state, { code: state === 'entries-paused' ? 'bot.paused-by-user' : 'bot.started-by-user' })
    engine.bots.set(bot.id, bot)
  }
  const holder = engine.bots.get('bot-Stale with a position')
  if (holder !== undefined) {
    const price = engine.market(holder.symbol).price
    const reason = { code: 'decision.all-conditions-passed', facts: { passed: 2, total: 2 } } as const
    const at = engine.now - 3_600_000
    holder.holding = { id: 'held', quantity: 1.2, price: price * 0.98, fee: 2, at, reason }
  }
  for (const [event, facts] of dataEvents) engine.note(event, 'engine', facts)
}

import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { exchanges, named, noRejectionEscapes, openFaulty } from './account-set-up.ts'

noRejectionEscapes()

/** Longer than it takes to notice that pings stay unanswered. */
const noticedMs = 35_000
const limitMs = 60_000

// All exchanges at once: most of the time nothing happens.
describe.concurrent('a stream on which nothing happens', () => {
  test('stays open while its pings are answered, whatever the exchange’s clock says', {
    timeout: limitMs,
  }, async (context) => {
    const opened = await Promise.all(exchanges.map((exchangeId) => openFaulty(context, exchangeId)))
    for (const { exchange, simulator } of opened) {
      simulator.control.clock.offsetMs = -60_000
      expect((await exchange.balances()).kind).toBe('answered')
    }
    await delay(noticedMs)
    for (const [index, { simulator, causes }] of opened.entries()) {
      const { path } = named[exchanges[index] ?? 'binance']
      expect([path, simulator.control.counts.connectionsOf(path), causes()]).toEqual([path, 1, []])
    }
  })

  test('is opened again when its pings are not answered', { timeout: limitMs }, async (context) => {
    const opened = await Promise.all(exchanges.map((exchangeId) => openFaulty(context, exchangeId)))
    for (const { simulator } of opened) {
      simulator.control.fault({ on: 'ping', effect: { kind: 'ignore' }, times: 0 })
    }
    for (const { causes, heard } of opened) {
      await vi.waitFor(() => expect(causes().join()).toContain('ping-pong'), { timeout: noticedMs })
      expect(heard.events).toContainEqual({ kind: 'hearing', isHeard: false })
    }
  })
})

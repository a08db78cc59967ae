import { beforeEach, expect, test } from 'vitest'
import { EchoWatch } from '../../../../src-main/adapters/exchanges/ccxt/account/echo-watch.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

let clock: FakeClock
let silent: string[]
let echo: EchoWatch
beforeEach(() => {
  clock = new FakeClock()
  silent = []
  echo = new EchoWatch({ clock, withinMs: 1_000, onSilent: (id) => silent.push(id) })
})

test('what was granted and not told of in time is silence, said once', async () => {
  echo.expect('a', 'known').confirmed()
  await clock.advance(999)
  expect(silent).toEqual([])
  await clock.advance(1)
  expect(silent).toEqual(['a'])
  await clock.advance(10_000)
  expect(silent).toEqual(['a'])
})

test('what is told before the answer, or after it in time, is no silence', async () => {
  const early = echo.expect('a', 'known')
  echo.heard('a', 'known')
  early.confirmed()
  echo.expect('b', 'known').confirmed()
  await clock.advance(999)
  echo.heard('b', 'known')
  await clock.advance(10_000)
  expect(silent).toEqual([])
})

test('what was never granted is not waited for', async () => {
  echo.expect('a', 'known').dropped()
  echo.expect('b', 'known')
  await clock.advance(10_000)
  expect(silent).toEqual([])
})

test('two questions about one order are answered by one word about it', async () => {
  const submitted = echo.expect('a', 'known')
  const cancelled = echo.expect('a', 'known')
  submitted.confirmed()
  echo.heard('a', 'known')
  cancelled.confirmed()
  await clock.advance(10_000)
  expect(silent).toEqual([])
})

test('a stream that was opened again owes nothing of before', async () => {
  echo.expect('a', 'known').confirmed()
  const asked = echo.expect('b', 'known')
  echo.forget()
  asked.confirmed()
  await clock.advance(10_000)
  expect(silent).toEqual([])
})

test('an order that must end is not answered for by less than its end', async () => {
  echo.expect('a', 'ended').confirmed()
  echo.expect('b', 'ended').confirmed()
  echo.heard('a', 'known')
  echo.heard('b', 'known')
  echo.heard('b', 'ended')
  await clock.advance(10_000)
  expect(silent).toEqual(['a'])
})

test('the end of an order answers for everything about it', async () => {
  echo.expect('a', 'known').confirmed()
  echo.heard('a', 'ended')
  await clock.advance(10_000)
  expect(silent).toEqual([])
})

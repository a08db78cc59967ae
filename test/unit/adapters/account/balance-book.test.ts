import { expect, test } from 'vitest'
import { BalanceBook } from '../../../../src-main/adapters/exchanges/ccxt/account/balance-book.ts'
import { quantity } from '../../../../src-main/domain/money/decimal.ts'
import type { Balance } from '../../../../src-main/engine/ports/exchange.ts'

const balance = (asset: string, total: string, free = total): Balance => ({
  asset,
  total: quantity(total),
  free: quantity(free),
})

test('a change is told with everything else that there is', async () => {
  const book = new BalanceBook()
  await book.ask(async () => [balance('USDT', '100'), balance('BTC', '2')])
  expect(book.change([balance('BTC', '2', '1')])).toEqual([balance('BTC', '2', '1'), balance('USDT', '100')])
  expect(book.change([balance('ETH', '3')])).toEqual([
    balance('BTC', '2', '1'),
    balance('ETH', '3'),
    balance('USDT', '100'),
  ])
})

test('an asset of which nothing is left is not listed', async () => {
  const book = new BalanceBook()
  expect(await book.ask(async () => [balance('USDT', '100'), balance('BTC', '0')])).toEqual([
    balance('USDT', '100'),
  ])
  expect(book.change([balance('USDT', '0')])).toEqual([])
})

test('changes before anything is known are not told as if they were everything', () => {
  expect(new BalanceBook().change([balance('BTC', '2')])).toBeNull()
})

test('an answer that a change overtook may be older than it, and is asked for again', async () => {
  const book = new BalanceBook()
  await book.ask(async () => [balance('BTC', '1')])
  let asked = 0
  const answered = await book.ask(async () => {
    asked += 1
    if (asked === 1) book.change([balance('BTC', '2')])
    return [balance('BTC', asked === 1 ? '1' : '2')]
  })
  expect(asked).toBe(2)
  expect(answered).toEqual([balance('BTC', '2')])
  expect(book.change([])).toEqual([balance('BTC', '2')])
})

test('an account that never rests keeps what its stream tells', async () => {
  const book = new BalanceBook()
  await book.ask(async () => [balance('BTC', '1')])
  let asked = 0
  await book.ask(async () => {
    asked += 1
    book.change([balance('BTC', String(10 + asked))])
    return [balance('BTC', '5')]
  })
  expect(asked).toBe(3)
  expect(book.change([])).toEqual([balance('BTC', '13')])
})

test('a question that fails changes nothing', async () => {
  const book = new BalanceBook()
  await book.ask(async () => [balance('BTC', '1')])
  const failed = book.ask(async () => {
    throw new Error('no route')
  })
  await expect(failed).rejects.toThrow('no route')
  expect(book.change([])).toEqual([balance('BTC', '1')])
})

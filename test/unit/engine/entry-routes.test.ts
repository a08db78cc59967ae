import { expect, test } from 'vitest'
import type { Bot } from '../../../src-main/domain/bots/bot.ts'
import { entryAccounts } from '../../../src-main/engine/bots/entry-routes.ts'
import { AccountBook } from '../../../src-main/engine/state/account-book.ts'
import { Books } from '../../../src-main/engine/state/books.ts'
import { sampleAccount, sampleBot } from '../../support/store/samples.ts'

test.each([
  ['paper', [sampleBot.accountId, 'another', 'named']],
  ['live', [sampleBot.accountId, 'named']],
] as const)('a bot of %s money goes only where its user has let it go', (mode, expected) => {
  const books = new Books()
  const limits = { ...sampleBot.settings.limits, cheapestAccount: '1' }
  const live = { quarterFirst: true, resumes: false, clonedFrom: '', alsoThrough: ['named', 'removed'] }
  const bot: Bot = { ...sampleBot, mode, settings: { ...sampleBot.settings, limits }, live }
  for (const id of [bot.accountId, 'another', 'named']) {
    const book = new AccountBook({ ...sampleAccount, id, mode })
    books.accounts.set(id, { book } as never)
  }
  const market = { symbol: 'BTC/USDT', base: 'BTC', quote: 'USDT' }
  books.venues.set(bot.settings.venueId, { info: { markets: [market] } } as never)
  expect(entryAccounts(books, bot, 'BTC/USDT')).toEqual(expected)
})

import { expect, test } from 'vitest'
import { SettingsDesk } from '../../../src-main/shell/app-settings.ts'
import { blockedHandlers } from '../../../src-main/shell/ipc/blocked-handlers.ts'
import type { FeedMessage } from '../../../src-preload/contract/feed.ts'

test('language and theme can be chosen while trading is blocked, and the window hears of it in sequence', async () => {
  const told: FeedMessage[] = []
  const handlers = blockedHandlers({
    problem: { code: 'blocked.engine-failed', facts: { message: 'x' } },
    folder: '/none',
    info: () => {
      throw new Error('not asked')
    },
    settings: new SettingsDesk(
      () => null,
      () => 'en',
    ),
    startedAt: 0,
    restore: async () => {},
    openDataFolder: async () => {},
    send: (message) => told.push(message),
  })
  const { seq } = await handlers.watch({ topics: [] })
  await handlers['settings.update']({ language: 'pt-BR' })
  await handlers['settings.update']({ theme: 'light' })
  expect(told.map((message) => message.seq)).toEqual([seq + 1, seq + 2])
  expect(told.at(-1)?.body).toMatchObject({
    kind: 'settings',
    settings: { language: 'pt-BR', theme: 'light' },
  })
  const again = await handlers.watch({ topics: [] })
  expect(again.seq).toBe(seq + 2)
})

import { act, cleanup, render } from '@testing-library/react'
import { vi } from 'vitest'
import type { FeedBody } from '../../../src-preload/contract/feed.ts'
import type { AccountView } from '../../../src-preload/contract/key-views.ts'
import { usualNotifications } from '../../../src-preload/contract/notification-settings.ts'
import type { Language } from '../../../src-preload/contract/values.ts'
import type { VenueView } from '../../../src-preload/contract/venue-views.ts'
import type { AppSettings } from '../../../src-preload/contract/views.ts'
import { App } from '../../../src-renderer/app/App.tsx'
import type { StubEngine } from './stub-engine.ts'
import { engineView } from './views.ts'

interface Given {
  readonly venues?: readonly VenueView[]
  readonly accounts?: readonly AccountView[]
  readonly watchlist?: AppSettings['watchlist']
  readonly language?: Language
  readonly bodies?: readonly FeedBody[]
}

/** The whole window at a route, over an engine that tells of these things. */
export const openWindow = (engine: StubEngine, path: string, given: Given) => {
  const { venues = [], accounts = [], watchlist = [], language = 'en', bodies = [] } = given
  engine.bodies = [
    { kind: 'engine', engine: engineView({ venues: [...venues], accounts: [...accounts] }) },
    {
      kind: 'settings',
      settings: {
        language,
        theme: 'dark',
        checklistDismissed: true,
        closeBehaviour: 'tray',
        notifications: usualNotifications,
        killPaperToo: false,
        watchlist,
      },
    },
    { kind: 'alerts', alerts: [] },
    { kind: 'bots', changed: [], removed: [] },
    ...bodies,
  ]
  window.location.hash = path
  return render(<App />)
}

/** With time made by hand: lets it pass, and everything that was due happen. */
export const pass = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })

/** Ends the window and time made by hand, in the order in which neither leaves anything to the other. */
export const closeWindow = async (): Promise<void> => {
  cleanup()
  await vi.runOnlyPendingTimersAsync()
  vi.useRealTimers()
}

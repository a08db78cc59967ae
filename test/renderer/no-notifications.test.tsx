import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'

beforeEach(prepareWindow)
afterEach(cleanup)

it('a desktop that shows no notifications is said to, and that the inbox has everything', async () => {
  const engine = new StubEngine()
  engine.install()
  const info = { version: '1', electron: '1', node: '1', sqlite: '1', platform: 'x', dataFolder: '/d' }
  engine.answer('app.info', () => ({
    ok: true,
    data: { ...info, runtimeSupported: true, notifications: false },
  }))
  openWindow(engine, '/settings/notifications', {})
  expect(await screen.findByText(/shows no notifications.*inbox still has everything/)).toBeDefined()
})

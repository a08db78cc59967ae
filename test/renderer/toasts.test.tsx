import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { toast } from 'sonner'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FeedBody } from '../../src-preload/contract/feed.ts'
import { tell, tellFailure } from '../../src-renderer/state/tell.tsx'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { bot } from './support/views.ts'

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
})
afterEach(() => {
  act(() => void toast.dismiss())
  cleanup()
})

const opened = async () => {
  openWindow(engine, '/bots', { bodies: [{ kind: 'bots', changed: [bot('One')], removed: [] }] })
  await screen.findByRole('table', { name: 'Bots' })
}
const speak = (language: 'en' | 'pt-BR') => {
  const known = engine.bodies.find(
    (body): body is Extract<FeedBody, { kind: 'settings' }> => body.kind === 'settings',
  )
  if (known === undefined) throw new Error('no settings')
  act(() => engine.send({ ...known, settings: { ...known.settings, language } }))
}

const toasts = async (count: number): Promise<readonly HTMLElement[]> => {
  const find = () => [...document.querySelectorAll<HTMLElement>('[data-sonner-toast]')]
  await waitFor(() => expect(find()).toHaveLength(count))
  return find()
}

it('a toast that stands there follows the language', async () => {
  await opened()
  act(() => tell(({ t }) => t('paused.all', { count: 2 })))
  act(() => tellFailure(({ loose }) => loose('error.LIVE_OFF')))
  const [first, second] = await toasts(2)
  const before = [first?.textContent, second?.textContent]
  speak('pt-BR')
  const after = [first?.textContent, second?.textContent]
  expect(after[0]).not.toBe(before[0])
  expect(after[1]).not.toBe(before[1])
  speak('en')
  expect([first?.textContent, second?.textContent]).toEqual(before)
})

it('toasts do not cover each other’s buttons', async () => {
  await opened()
  act(() => tell(({ t }) => t('paused.none')))
  act(() => tell(({ t }) => t('kill.lifted')))
  const shown = await toasts(2)
  expect(shown.map((each) => each.dataset.expanded)).toEqual(['true', 'true'])
})

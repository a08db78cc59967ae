import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { killHoldMs } from '../../src-preload/contract/codes.ts'
import type { FeedBody } from '../../src-preload/contract/feed.ts'
import type { KillWishView } from '../../src-preload/contract/kill-views.ts'
import type { Language, Mode } from '../../src-preload/contract/values.ts'
import { closeKillSheet } from '../../src-renderer/state/view-store.ts'
import { closeWindow, openWindow, pass } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { bot, engineView, position } from './support/views.ts'

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
})
afterEach(() => {
  act(() => closeKillSheet())
  cleanup()
})

const twoBots: FeedBody = { kind: 'bots', changed: [bot('Trend'), bot('Swing')], removed: [] }
const halted = (...modes: Mode[]): FeedBody => ({
  kind: 'engine',
  engine: engineView({
    state: 'halted',
    hasLiveAccount: modes.includes('live'),
    kill: modes.map((mode) => ({ mode, engaged: true, since: 0, source: 'window' })),
  }),
})
const wish = (id: string, change: Partial<KillWishView>): KillWishView => ({
  id,
  symbol: 'BTC/USDT',
  side: 'sell',
  quantity: '0.01',
  botName: id,
  state: 'sent',
  reason: null,
  isRetried: true,
  changedAt: 0,
  ...change,
})
const opened = (path: string, bodies: readonly FeedBody[], language: Language = 'en') =>
  openWindow(engine, path, { language, bodies: [twoBots, ...bodies] })
const held: FeedBody = { kind: 'positions', changed: [position('p1')], removed: [] }
const none: readonly FeedBody[] = [
  { kind: 'orders', changed: [], removed: [] },
  { kind: 'kill', steps: [] },
]

describe('the press', () => {
  it('is asked for at once, and only then explained', async () => {
    engine.answer('kill.engage', () => ({ ok: true, data: { latchedInMs: 12, modes: ['paper'] } }))
    opened('/bots', [])
    fireEvent.click(await screen.findByRole('button', { name: 'Kill switch' }))
    expect(engine.askedFor('kill.engage')).toEqual([{ source: 'window' }])
    engine.bodies.push(halted('paper'))
    act(() => engine.send(halted('paper')))
    const sheet = await screen.findByRole('dialog')
    expect(within(sheet).getByText(/Latched in 12 ms/)).toBeDefined()
    expect(within(sheet).getByText('Trend')).toBeDefined()
  })

  it('comes from the keyboard from anywhere', async () => {
    engine.answer('kill.engage', () => ({ ok: true, data: { latchedInMs: 1, modes: ['paper'] } }))
    opened('/bots', [])
    const filter = await screen.findByRole('searchbox')
    fireEvent.keyDown(filter, { key: 'X', code: 'KeyX', ctrlKey: true, shiftKey: true })
    await waitFor(() => expect(engine.askedFor('kill.engage')).toEqual([{ source: 'shortcut' }]))
  })

  it('is still there for live while only paper is halted', async () => {
    engine.answer('kill.engage', () => ({ ok: true, data: { latchedInMs: 1, modes: ['live'] } }))
    const kill = [
      { mode: 'paper', engaged: true, since: 0, source: 'window' },
      { mode: 'live', engaged: false, since: null, source: null },
    ] as const
    opened('/bots', [{ kind: 'engine', engine: engineView({ hasLiveAccount: true, kill: [...kill] }) }])
    fireEvent.click(await screen.findByRole('button', { name: 'Kill switch' }))
    expect(engine.askedFor('kill.engage')).toEqual([{ source: 'window' }])
  })
})

describe('the steps after it', () => {
  const openSheet = async (bodies: readonly FeedBody[], language: Language = 'en') => {
    opened('/bots', [halted('paper'), ...none, ...bodies], language)
    fireEvent.click(await screen.findByRole('button', { name: /^(Review…|Rever…)$/ }))
    return screen.findByRole('dialog')
  }
  afterEach(() => vi.useRealTimers())

  it('sells nothing by a press, only by one that is held until its time is over', async () => {
    engine.answer('kill.hold', () => ({ ok: true, data: { press: 'press-7' } }))
    engine.answer('kill.closePositions', () => ({ ok: true, data: {} }))
    const sheet = await openSheet([held])
    vi.useFakeTimers()
    const button = within(sheet).getByRole('button', { name: 'Hold to close all' })
    fireEvent.pointerDown(button)
    await pass(killHoldMs - 100)
    expect(within(sheet).getByRole('button', { name: 'Keep holding…' })).toBeDefined()
    fireEvent.pointerUp(button)
    await pass(10_000)
    expect(engine.askedFor('kill.closePositions')).toEqual([])
    fireEvent.keyDown(button, { key: 'Enter' })
    await pass(10_000)
    expect(engine.askedFor('kill.closePositions')).toEqual([])
    fireEvent.keyDown(button, { key: ' ' })
    await pass(killHoldMs + 100)
    expect(engine.askedFor('kill.closePositions')).toEqual([
      { mode: 'paper', press: 'press-7', confirmation: null },
    ])
    await closeWindow()
  })

  it.each([
    ['en', 'or type FLATTEN', 'FLATTEN', 'Close all'],
    ['pt-BR', 'ou digite ZERAR', 'ZERAR', 'Fechar tudo'],
  ] as const)('sells by the typed word of the language: %s', async (language, label, word, name) => {
    engine.answer('kill.closePositions', () => ({ ok: true, data: {} }))
    const sheet = await openSheet([held], language)
    const button = within(sheet).getByRole('button', { name })
    fireEvent.change(within(sheet).getByLabelText(label), { target: { value: word.toLowerCase() } })
    expect(button).toHaveProperty('disabled', true)
    fireEvent.change(within(sheet).getByLabelText(label), { target: { value: word } })
    fireEvent.click(button)
    await waitFor(() =>
      expect(engine.askedFor('kill.closePositions')).toEqual([
        { mode: 'paper', press: null, confirmation: word },
      ]),
    )
  })

  it('shows a result for each, a failure as a failure with its reason, and tries it again', async () => {
    engine.answer('kill.retry', () => ({ ok: true, data: {} }))
    const wishes = [
      wish('Trend', { state: 'done' }),
      wish('Swing', {
        state: 'failed',
        isRetried: false,
        reason: { code: 'kill.sale-refused', facts: { code: 'INSUFFICIENT_FUNDS' } },
      }),
    ]
    const sheet = await openSheet([
      held,
      { kind: 'kill', steps: [{ mode: 'paper', step: 'close-positions', askedAt: 0, wishes }] },
    ])
    const results = within(sheet).getByRole('list', { name: 'Closed positions (paper)' })
    const [done, failed] = within(results).getAllByRole('listitem')
    expect(done?.textContent).toContain('Done')
    expect(failed?.textContent).toContain('Failed')
    expect(failed?.textContent).toContain('The sale was refused.')
    expect(within(sheet).getByText('1 of 2 done')).toBeDefined()
    expect(within(results).getAllByRole('button')).toHaveLength(1)
    fireEvent.click(within(results).getByRole('button', { name: 'Retry' }))
    await waitFor(() => expect(engine.askedFor('kill.retry')).toEqual([{ id: 'Swing' }]))
  })
})

describe('lifting it', () => {
  it('takes a reason and the exact word', async () => {
    engine.answer('kill.lift', () => ({ ok: true, data: {} }))
    opened('/bots', [halted('paper'), ...none])
    fireEvent.click(await screen.findByRole('button', { name: 'Review…' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Lift…' }))
    const lift = await screen.findByRole('button', { name: 'Lift kill switch' })
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'checked' } })
    fireEvent.change(screen.getByLabelText('Type RESUME'), { target: { value: 'resume' } })
    expect(lift).toHaveProperty('disabled', true)
    fireEvent.change(screen.getByLabelText('Type RESUME'), { target: { value: 'RESUME' } })
    fireEvent.click(lift)
    await waitFor(() =>
      expect(engine.askedFor('kill.lift')).toEqual([
        { mode: 'paper', reason: 'checked', confirmation: 'RESUME' },
      ]),
    )
  })

  it('is about one mode at a time', async () => {
    engine.answer('kill.lift', () => ({ ok: true, data: {} }))
    opened('/bots', [halted('live', 'paper'), ...none])
    fireEvent.click((await screen.findAllByRole('button', { name: 'Review…' }))[0] ?? document.body)
    fireEvent.click(await screen.findByRole('button', { name: 'Lift live…' }))
    expect(await screen.findByRole('alertdialog', { name: 'Lift the kill switch (live)' })).toBeDefined()
    expect(screen.getByRole('button', { name: 'Lift paper…', hidden: true })).toBeDefined()
  })
})

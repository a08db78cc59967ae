import { describe, expect, it } from 'vitest'
import type { FeedMessage, Snapshot, Topic } from '../../src-preload/contract/feed.ts'
import type { Reply } from '../../src-preload/contract/replies.ts'
import { FeedSync } from '../../src-renderer/state/feed-sync.ts'
import { emptyProjection, type Projection } from '../../src-renderer/state/projection.ts'
import { TopicRegistry } from '../../src-renderer/state/topics.ts'
import { bot } from './support/views.ts'

const setUp = () => {
  const watched: (readonly Topic[])[] = []
  const pending: ((reply: Reply<Snapshot>) => void)[] = []
  const went: string[] = []
  const failures: (string | null)[] = []
  let state: Projection = emptyProjection
  let listener: (message: FeedMessage) => void = () => undefined
  const sync = new FeedSync(
    {
      watch: (topics) => {
        watched.push(topics)
        return new Promise((resolve) => pending.push(resolve))
      },
      onFeed: (next) => {
        listener = next
        return () => undefined
      },
    },
    {
      update: (change) => {
        state = change(state)
      },
      failed: (message) => failures.push(message),
      navigate: (to) => went.push(to),
    },
  )
  const named = (seq: number, id: string): FeedMessage => ({
    seq,
    at: 0,
    body: { kind: 'bots', changed: [bot(id)], removed: [] },
  })
  const reply = async (turn: number, seq: number, ids: readonly string[]) => {
    const bodies = [{ kind: 'bots' as const, changed: ids.map((id) => bot(id)), removed: [] }]
    pending[turn]?.({ ok: true, data: { seq, at: 0, bodies } })
    await Promise.resolve()
    await Promise.resolve()
  }
  const shown = () => [...(state.bots?.keys() ?? [])]
  return {
    sync,
    watched,
    pending,
    went,
    failures,
    named,
    reply,
    shown,
    receive: (m: FeedMessage) => listener(m),
  }
}

describe('feed sync', () => {
  it('applies messages that follow the snapshot and ignores those it already holds', async () => {
    const { sync, named, reply, shown, receive } = setUp()
    void sync.watch([])
    await reply(0, 5, ['a'])
    receive(named(5, 'old'))
    receive(named(6, 'b'))
    expect(shown()).toEqual(['a', 'b'])
  })

  it('asks again after a gap and shows nothing from behind it until the answer is there', async () => {
    const { sync, watched, named, reply, shown, receive } = setUp()
    void sync.watch([{ topic: 'bots' }])
    await reply(0, 5, ['a'])
    receive(named(7, 'c'))
    expect(watched).toEqual([[{ topic: 'bots' }], [{ topic: 'bots' }]])
    expect(shown()).toEqual(['a'])
    await reply(1, 7, ['a', 'b', 'c'])
    receive(named(8, 'd'))
    expect(shown()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('keeps what arrives while a snapshot is on its way', async () => {
    const { sync, named, reply, shown, receive } = setUp()
    void sync.watch([])
    receive(named(5, 'in the snapshot'))
    receive(named(6, 'b'))
    await reply(0, 5, ['a'])
    expect(shown()).toEqual(['a', 'b'])
  })

  it('lets the latest of two answers count, in whatever order they come', async () => {
    const { sync, reply, shown } = setUp()
    void sync.watch([{ topic: 'bots' }])
    void sync.watch([{ topic: 'bots' }, { topic: 'fills' }])
    await reply(1, 9, ['new'])
    await reply(0, 3, ['old'])
    expect(shown()).toEqual(['new'])
  })

  it('tells of a failure and recovers', async () => {
    const { sync, pending, failures, reply, shown } = setUp()
    void sync.watch([])
    pending[0]?.({ ok: false, error: { code: 'INTERNAL', message: 'gone' } })
    await Promise.resolve()
    await Promise.resolve()
    void sync.retry()
    await reply(1, 1, ['a'])
    expect(failures).toEqual(['gone', null])
    expect(shown()).toEqual(['a'])
  })

  const navigate = (seq: number, to: string): FeedMessage => ({ seq, at: 0, body: { kind: 'navigate', to } })

  it('passes a wish to navigate on, once', async () => {
    const { sync, went, watched, named, reply, shown, receive } = setUp()
    void sync.watch([])
    await reply(0, 1, [])
    receive(navigate(2, '/bots/x'))
    receive(named(3, 'a'))
    expect({ went, shown: shown(), asked: watched.length }).toEqual({
      went: ['/bots/x'],
      shown: ['a'],
      asked: 1,
    })
  })

  it('goes where it is told while a snapshot is on its way that already counts the message', async () => {
    const { sync, went, reply, receive } = setUp()
    void sync.watch([])
    receive(navigate(4, '/kill'))
    await reply(0, 5, ['a'])
    expect(went).toEqual(['/kill'])
  })

  it('goes where it is told behind a gap, such as the one of a window that shows again', async () => {
    const { sync, went, reply, receive } = setUp()
    void sync.watch([])
    await reply(0, 5, ['a'])
    receive(navigate(7, '/alerts'))
    await reply(1, 7, ['a'])
    expect(went).toEqual(['/alerts'])
  })
})

describe('topic registry', () => {
  const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 0))

  it('announces the union once per turn, and nothing when it stays the same', async () => {
    const announced: string[][] = []
    const registry = new TopicRegistry((topics) => announced.push(topics.map((topic) => topic.topic)))
    const endOne = registry.want([{ topic: 'bots' }, { topic: 'fills' }])
    registry.want([{ topic: 'bots' }])
    await nextTurn()
    endOne()
    registry.want([{ topic: 'fills' }])
    await nextTurn()
    expect(announced).toEqual([['bots', 'fills']])
  })

  it('drops a topic with its last holder', async () => {
    const announced: string[][] = []
    const registry = new TopicRegistry((topics) => announced.push(topics.map((topic) => topic.topic)))
    registry.want([{ topic: 'bots' }])
    const end = registry.want([{ topic: 'fills' }])
    await nextTurn()
    end()
    await nextTurn()
    expect(announced.at(-1)).toEqual(['bots'])
  })
})

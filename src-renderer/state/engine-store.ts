import { useEffect } from 'react'
import { create } from 'zustand'
import type { Topic } from '../../src-preload/contract/feed.ts'
import { ask, onFeed } from '../bridge/bridge.ts'
import { FeedSync } from './feed-sync.ts'
import { emptyProjection, type Projection } from './projection.ts'
import { TopicRegistry } from './topics.ts'

interface EngineStore extends Projection {
  /** Why the engine's state could not be had; null while it can. */
  readonly failure: string | null
}

const useStore = create<EngineStore>(() => ({ ...emptyProjection, failure: null }))

let sync: FeedSync | null = null
const registry = new TopicRegistry((topics) => void sync?.watch(topics))

/** Reads the window's copy of the engine's state. */
export const useEngine = <T>(select: (state: EngineStore) => T): T => useStore(select)

export const connectEngine = (navigate: (to: string) => void): (() => void) => {
  const current = new FeedSync(
    { watch: (topics) => ask('watch', { topics: [...topics] }), onFeed },
    {
      update: (change) => useStore.setState((state) => change(state)),
      failed: (failure) => useStore.setState({ failure }),
      navigate,
    },
  )
  sync = current
  const release = registry.want([{ topic: 'bots' }])
  registry.announceAgain()
  return () => {
    release()
    current.close()
    if (sync === current) sync = null
    useStore.setState({ ...emptyProjection, failure: null })
  }
}

export const retryEngine = (): void => void sync?.retry()

/** Asks the feed for topics while the calling component is on screen. */
export const useTopics = (topics: readonly Topic[]): void => {
  const key = JSON.stringify(topics)
  useEffect(() => registry.want(JSON.parse(key) as Topic[]), [key])
}

import { useEffect } from 'react'
import { create } from 'zustand'
import type { AppView } from '../../src-preload/contract/views.ts'
import { ask } from '../bridge/bridge.ts'

const useInfo = create<{ readonly app: AppView | null }>(() => ({ app: null }))

/** Does not change while the window lives: asked once. */
export const useAppInfo = (): AppView | null => {
  const app = useInfo((state) => state.app)
  useEffect(() => {
    if (useInfo.getState().app !== null) return
    void ask('app.info', {}).then((reply) => reply.ok && useInfo.setState({ app: reply.data }))
  }, [])
  return app
}

import { create } from 'zustand'
import type { LiveProposal } from '../../src-preload/contract/live-views.ts'

/** What the window alone decides: nothing here matters to trading. */
interface ViewStore {
  readonly railCollapsed: boolean
  /** Which account's money in which currency is on show, as moneyKey names it. */
  readonly money: string | null
  readonly paletteOpen: boolean
  readonly killSheet: { readonly open: boolean; readonly latchedInMs: number | null }
  /** The account whose resolution sheet is open. */
  readonly resolving: string | null
  /** The bot whose stop dialog is open. */
  readonly stopping: string | null
  readonly deleting: string | null
  /** The bot that is to be cloned as live, or started live. */
  readonly goingLive: string | null
  /** Main's question whether a live bot may trade by other settings, and what follows once it may. */
  readonly changing: { readonly proposal: LiveProposal; readonly done: () => void } | null
  readonly connecting: boolean
  /** The exchange whose disconnect question is open. */
  readonly disconnecting: string | null
  readonly decisionRead: boolean
  readonly dismissedBanners: readonly string[]
}

const remembered = (key: string): string | null => window.localStorage.getItem(`auronex.${key}`)
const remember = (key: string, value: string): void => window.localStorage.setItem(`auronex.${key}`, value)

export const useView = create<ViewStore>(() => ({
  railCollapsed: remembered('rail') === 'collapsed',
  money: remembered('money'),
  paletteOpen: false,
  killSheet: { open: false, latchedInMs: null },
  resolving: null,
  stopping: null,
  deleting: null,
  goingLive: null,
  changing: null,
  connecting: false,
  disconnecting: null,
  decisionRead: remembered('decision-read') === 'yes',
  dismissedBanners: [],
}))

const set = useView.setState

export const toggleRail = (): void =>
  set((view) => {
    remember('rail', view.railCollapsed ? 'open' : 'collapsed')
    return { railCollapsed: !view.railCollapsed }
  })
export const chooseMoney = (money: string): void => {
  remember('money', money)
  set({ money })
}
export const openPalette = (paletteOpen: boolean): void => set({ paletteOpen })
export const openKillSheet = (latchedInMs: number | null): void =>
  set({ killSheet: { open: true, latchedInMs } })
export const closeKillSheet = (): void => set({ killSheet: { open: false, latchedInMs: null } })
export const resolve = (resolving: string | null): void => set({ resolving })
export const askToStop = (stopping: string | null): void => set({ stopping })
export const openConnect = (connecting: boolean): void => set({ connecting })
export const askToDisconnect = (disconnecting: string | null): void => set({ disconnecting })
export const askToGoLive = (goingLive: string | null): void => set({ goingLive })
export const askToChange = (changing: ViewStore['changing']): void => set({ changing })
export const askToDelete = (deleting: string | null): void => set({ deleting })
export const markDecisionRead = (): void => {
  if (useView.getState().decisionRead) return
  remember('decision-read', 'yes')
  set({ decisionRead: true })
}
export const dismissBanner = (id: string): void =>
  set((view) => ({ dismissedBanners: [...view.dismissedBanners, id] }))

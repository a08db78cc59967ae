import type { Mode, Side } from '../../domain/orders/order.ts'
import type { Sentence } from '../../domain/sentence.ts'

export interface KillLatch {
  readonly mode: Mode
  readonly engaged: boolean
  readonly since: number | null
  readonly source: 'window' | 'shortcut' | 'tray' | 'menu' | null
}

export type KillWishState = 'waiting' | 'sent' | 'accepted' | 'done' | 'failed'
export type KillStepName = 'cancel-orders' | 'close-positions'

/** What the user asked for while the kill switch was engaged; holds until it is lifted. */
export interface KillStep {
  readonly mode: Mode
  readonly step: KillStepName
  readonly askedAt: number
}

/** One order to be cancelled or one position to be closed, and how far that has come by the exchange's word. */
export interface KillWish {
  readonly id: string
  readonly mode: Mode
  readonly step: KillStepName
  /** The order's client id, or the position's. */
  readonly targetId: string
  readonly accountId: string
  readonly botId: string
  readonly symbol: string
  readonly side: Side
  /** Decimal text: of the order, or of the position when it was asked for. */
  readonly quantity: string
  readonly state: KillWishState
  /** Why it waits or has failed, or how it ended otherwise than wished. */
  readonly reason: Sentence | null
  /** The order that sells the position, once there is one. */
  readonly saleId: string | null
  readonly attempts: number
  readonly askedAt: number
  readonly changedAt: number
}

export interface KillStore {
  /** Of the modes for which one was ever set. */
  all(): readonly KillLatch[]
  set(latch: KillLatch): void
  steps(): readonly KillStep[]
  /** Inserts or replaces by mode and step. */
  saveStep(step: KillStep): void
  /** Oldest first. */
  wishes(): readonly KillWish[]
  /** Inserts or replaces by id. */
  saveWish(wish: KillWish): void
  /** Forgets the steps and wishes of a mode. */
  forget(mode: Mode): void
}

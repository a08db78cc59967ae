import type { PositionView } from '../../src-preload/contract/position-view.ts'

/** Whose it is, and through which account where that is not its bot's own. */
export const ownerOf = ({ botName, through }: Pick<PositionView, 'botName' | 'through'>): string =>
  through === null ? botName : `${botName} · ${through}`

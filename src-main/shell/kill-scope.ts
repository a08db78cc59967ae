import type { Mode } from '../domain/orders/order.ts'
import type { Books } from '../engine/state/books.ts'

/**
 * What one press halts: live, paper too only if ticked; paper where nothing is live, since a press always halts
 * something.
 * @param isPaperTicked where it cannot be read, everything is halted
 */
export const killScope = (
  { accounts }: Pick<Books, 'accounts'>,
  isPaperTicked: () => boolean,
): readonly Mode[] => {
  const isLive = [...accounts.values()].some(({ book }) => book.account.mode === 'live')
  if (!isLive) return ['paper']
  try {
    return isPaperTicked() ? ['live', 'paper'] : ['live']
  } catch {
    return ['live', 'paper']
  }
}

import type { Books } from '../state/books.ts'
import { ofBot } from '../state/scopes.ts'

/** Pairs of which the bot holds more than dust, or which it enters: what it holds of one on several accounts is one. */
export const heldPairs = ({ positions, orders }: Books, botId: string): number => {
  const pairs = new Set<string>()
  for (const { id, symbol } of positions.ofBot(botId)) if (!positions.isDust(id)) pairs.add(symbol)
  for (const { order } of orders.of(ofBot(botId))) if (order.purpose === 'entry') pairs.add(order.symbol)
  return pairs.size
}

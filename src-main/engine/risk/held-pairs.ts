import type { Books } from '../state/books.ts'
import { ofBot } from '../state/scopes.ts'

/** Pairs of which the bot holds more than dust, or which it enters: what it holds of one on several accounts is one. */
export const heldPairs = ({ positions, orders }: Books, botId: string): number => {
  // A list, since it is asked at every entry and holds one or two: a set costs more than to look through them.
  const pairs: string[] = []
  const note = (symbol: string) => {
    if (!pairs.includes(symbol)) pairs.push(symbol)
  }
  for (const { id, symbol } of positions.ofBot(botId)) if (!positions.isDust(id)) note(symbol)
  for (const { order } of orders.of(ofBot(botId))) if (order.purpose === 'entry') note(order.symbol)
  return pairs.length
}

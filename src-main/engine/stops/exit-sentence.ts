import type { Stop, Touched } from '../../domain/risk/stop.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'

const codes: Readonly<Record<Touched, string>> = {
  'stop-loss': 'order.stop-hit',
  trailing: 'order.trailing-stop-hit',
  'break-even': 'order.break-even-hit',
  target: 'order.target-hit',
  'take-profit': 'order.take-profit-hit',
  time: 'order.time-stop',
}

const short = (price: number): string => String(Number(price.toPrecision(10)))

/** Why a position is sold that a price has touched. @param price of the trade that touched it */
export const exitSentence = (stop: Stop, touched: Touched, price: number): Sentence => {
  if (touched === 'time' || touched === 'target') return sentence(codes[touched], { price: short(price) })
  const level = touched === 'take-profit' ? stop.takeProfit : stop.stop
  return sentence(codes[touched], { price: short(price), level: short(level ?? price) })
}

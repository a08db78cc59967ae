/** What ended a position, by the reason of its last sale. */
export type ExitKind =
  | 'stop-loss'
  | 'trailing'
  | 'break-even'
  | 'take-profit'
  | 'time'
  | 'exchange-stop'
  | 'signal'
  | 'manual'
  | 'kill'
  | 'other'

const kinds: ReadonlyMap<string, ExitKind> = new Map<string, ExitKind>([
  ['order.stop-hit', 'stop-loss'],
  ['order.trailing-stop-hit', 'trailing'],
  ['order.break-even-hit', 'break-even'],
  ['order.take-profit-hit', 'take-profit'],
  ['order.target-hit', 'take-profit'],
  ['order.time-stop', 'time'],
  ['order.protects', 'exchange-stop'],
  ['order.stop-followed-up', 'exchange-stop'],
  ['decision.exit-signal', 'signal'],
  ['order.closed-by-user', 'manual'],
  ['order.closed-on-stop', 'manual'],
  ['order.closed-by-kill', 'kill'],
])

/** @param code of the sentence that says why it was sold */
export const exitKindOf = (code: string): ExitKind => kinds.get(code) ?? 'other'

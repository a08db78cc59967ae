import type { AlertView } from '../../../src-preload/contract/alert-view.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Alert } from '../../engine/ports/alerts.ts'
import type { NameOf } from './money-views.ts'
import { sentenceView } from './sentence-view.ts'

const sourceOf = ({ botId, venueId }: Alert, engine: Engine, nameOf: NameOf): AlertView['source'] => {
  if (botId !== null) return { kind: 'bot', id: botId, name: nameOf(botId) }
  if (venueId === null) return { kind: 'app', id: null, name: null }
  return { kind: 'exchange', id: venueId, name: engine.books.venues.get(venueId)?.info.name ?? venueId }
}

export const alertView = (alert: Alert, engine: Engine, nameOf: NameOf): AlertView => ({
  id: alert.id,
  severity: alert.severity,
  text: sentenceView(alert.text),
  target: alert.target,
  raisedAt: alert.raisedAt,
  seen: alert.seen,
  source: sourceOf(alert, engine, nameOf),
  mode: alert.mode,
  lasts: alert.matter !== null,
  resolvedAt: alert.resolvedAt,
})

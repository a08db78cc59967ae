import { analysisClose } from './entries/analysis-close.ts'
import { analysisLatency } from './entries/analysis-latency.ts'
import { analysisSharing } from './entries/analysis-sharing.ts'
import { candlesLoad } from './entries/candles-load.ts'
import { feedCpu } from './entries/feed-cpu.ts'
import { feedLatency } from './entries/feed-latency.ts'
import { feedLoss } from './entries/feed-loss.ts'
import { feedRequests } from './entries/feed-requests.ts'
import { feedStart } from './entries/feed-start.ts'
import { feedToWindow } from './entries/feed-to-window.ts'
import { feedWorkerStart } from './entries/feed-worker-start.ts'
import { indicatorsMemory } from './entries/indicators-memory.ts'
import { indicatorsSpeed } from './entries/indicators-speed.ts'
import { intentToWire } from './entries/intent-to-wire.ts'
import { memory } from './entries/memory.ts'
import { orderIntent } from './entries/order-intent.ts'
import { orderIntents } from './entries/order-intents.ts'
import { restartOrders } from './entries/restart-orders.ts'
import { riskEntryCheck } from './entries/risk-entry-check.ts'
import { startup } from './entries/startup.ts'
import { tickToDecision } from './entries/tick-to-decision.ts'
import { tickToStop } from './entries/tick-to-stop.ts'
import type { Entry } from './support/entry.ts'

/** Every benchmark, in the order in which they run. */
export const entries: readonly Entry[] = [
  startup,
  tickToDecision,
  tickToStop,
  orderIntents,
  orderIntent,
  intentToWire,
  restartOrders,
  riskEntryCheck,
  candlesLoad,
  indicatorsSpeed,
  indicatorsMemory,
  analysisLatency,
  analysisClose,
  analysisSharing,
  feedLatency,
  feedCpu,
  ...feedLoss,
  feedRequests,
  feedStart,
  feedWorkerStart,
  feedToWindow,
  memory,
]
